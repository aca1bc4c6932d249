import { Check } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'children'> & { children: ReactNode }

export function Checkbox({ children, ...input }: CheckboxProps) {
  return (
    <label className="inline-flex items-center gap-2.5 text-sm select-none">
      <span className="relative inline-grid size-[1.125rem] place-items-center">
        <input
          type="checkbox"
          {...input}
          className="peer size-full appearance-none rounded-s border border-line-strong bg-surface transition-colors checked:border-accent checked:bg-accent"
        />
        <Check
          aria-hidden="true"
          strokeWidth={3}
          className="pointer-events-none absolute size-3.5 text-on-accent opacity-0 peer-checked:opacity-100"
        />
      </span>
      {children}
    </label>
  )
}
