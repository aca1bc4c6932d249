import { cx } from '../lib/cx.ts'

type BadgeProps = { count: number; tone?: 'accent' | 'quiet'; label: string; className?: string }

/** A count, shown up to 99; `label` says it in words ("3 unread messages"). */
export function Badge({ count, tone = 'quiet', label, className }: BadgeProps) {
  if (count <= 0) return null
  return (
    <span
      className={cx(
        'inline-grid h-[1.125rem] min-w-[1.125rem] shrink-0 place-items-center rounded-full px-[0.3125rem] text-2xs font-bold tabular-nums',
        tone === 'accent' ? 'bg-accent text-on-accent' : 'bg-pressed text-ink',
        className,
      )}
    >
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">, {label}</span>
    </span>
  )
}

type TagProps = { children: string; tone?: 'accent' | 'quiet' | 'warning' }

const tagTones = {
  accent: 'bg-accent-soft text-accent-ink',
  quiet: 'bg-hover text-ink-muted',
  warning: 'bg-warning-soft text-warning-ink',
}

/** One word about a thing: a role, a state. */
export function Tag({ children, tone = 'quiet' }: TagProps) {
  return (
    <span
      className={cx(
        'inline-flex h-[1.125rem] shrink-0 items-center rounded-s px-1.5 text-2xs font-semibold',
        tagTones[tone],
      )}
    >
      {children}
    </span>
  )
}
