import type { ComponentProps, ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import { Spinner } from './Spinner.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 's' | 'm' | 'l'

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
  /** Shows a spinner and refuses clicks; the button keeps its width and its focus. */
  isBusy?: boolean
}

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'bg-raised text-ink shadow-panel hover:bg-[color-mix(in_oklch,var(--raised),var(--ink)_5%)]',
  ghost: 'text-ink-muted hover:bg-hover hover:text-ink',
  danger: 'bg-danger text-on-danger hover:bg-danger-hover',
}

const sizes: Record<ButtonSize, string> = {
  s: 'h-7 px-2.5 text-sm gap-1.5',
  m: 'h-9 px-3.5 text-sm gap-2',
  l: 'h-11 px-5 text-base gap-2',
}

/** The class names of a button, for a link that looks like one. */
export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'm'): string {
  return cx(
    'relative inline-flex select-none items-center justify-center rounded-m font-semibold whitespace-nowrap transition-[background-color,color,transform] duration-100 active:scale-[0.98] disabled:opacity-50 disabled:active:scale-100 [&_svg]:size-4 [&_svg]:shrink-0',
    variants[variant],
    sizes[size],
  )
}

export function Button({ variant, size, icon, isBusy = false, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClass(variant, size), className)}
    >
      <span className={cx('contents', isBusy && '*:invisible')}>
        {icon}
        <span className={isBusy ? 'invisible' : 'truncate'}>{children}</span>
      </span>
      {isBusy && <Spinner className="absolute" />}
    </button>
  )
}
