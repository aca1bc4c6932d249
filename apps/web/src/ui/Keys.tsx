import { cx } from '../lib/cx.ts'

/** A keyboard shortcut as key caps. */
export function Keys({ keys, isInverted = false }: { keys: readonly string[]; isInverted?: boolean }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.map((key) => (
        <kbd
          key={key}
          className={cx(
            'inline-grid h-[1.125rem] min-w-[1.125rem] place-items-center rounded-s px-1 font-sans text-2xs font-medium',
            isInverted ? 'bg-surface/20' : 'bg-sunken text-ink-muted shadow-panel',
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
