import { ChevronDown } from 'lucide-react'
import { cx } from '../../../lib/cx.ts'
import { Menu, MenuChoice } from '../../../ui/Menu.tsx'

type FilterMenuProps<T extends string> = {
  /** What is filtered by: "Role". */
  label: string
  /** The empty string is the option that lets everything through. */
  value: T | ''
  options: readonly { value: T | ''; label: string; hint?: string }[]
  onChange: (value: T | '') => void
  /** It orders and lets everything through: its choice is shown, and nothing to notice. */
  isPlain?: boolean
}

/** A button that says what a list is narrowed to, and a menu to change it. */
export function FilterMenu<T extends string>({ label, value, options, onChange, isPlain = false }: FilterMenuProps<T>) {
  const chosen = options.find((option) => option.value === value)
  return (
    <Menu
      className="max-h-80 overflow-y-auto"
      trigger={
        <button
          type="button"
          className={cx(
            'inline-flex h-8 items-center gap-1.5 rounded-m px-2.5 text-sm whitespace-nowrap shadow-panel transition-colors select-none pointer-coarse:h-10',
            value === '' || isPlain ? 'bg-raised text-ink-muted hover:text-ink' : 'bg-accent-soft text-accent-ink',
          )}
        >
          <span className={cx(value !== '' && 'sr-only')}>{label}</span>
          {value !== '' && (
            <>
              <span className="sr-only">: </span>
              <span className="font-semibold">{chosen?.label ?? value}</span>
            </>
          )}
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </button>
      }
    >
      <MenuChoice label={label} value={value} options={options} onChange={onChange} />
    </Menu>
  )
}
