import { type ReactNode, useId } from 'react'
import { cx } from '../lib/cx.ts'

type ChoiceCardsProps<T extends string> = {
  label: string
  value: T
  options: readonly { value: T; label: string; hint?: string; icon?: ReactNode }[]
  onChange: (value: T) => void
  className?: string
}

/** Radio buttons as cards, for a choice that deserves a sentence each. */
export function ChoiceCards<T extends string>({ label, value, options, onChange, className }: ChoiceCardsProps<T>) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">{label}</legend>
      <div className={cx('grid gap-2', className ?? 'sm:grid-cols-2')}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex gap-3 rounded-l border border-line p-3 transition-colors select-none hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent [&>svg]:mt-0.5 [&>svg]:size-4.5 [&>svg]:shrink-0 [&>svg]:text-accent-ink"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.icon}
            <span>
              <span className="block text-sm leading-tight font-semibold">{option.label}</span>
              {option.hint && <span className="mt-0.5 block text-xs text-ink-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
