import type { ComponentProps, ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import { Tooltip, type TooltipSide } from './Tooltip.tsx'

type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** Its accessible name, and its tooltip. */
  label: string
  icon: ReactNode
  size?: 's' | 'm' | 'l'
  /** Shown in the tooltip, as in `['⌘', 'K']`. */
  shortcut?: readonly string[]
  tooltipSide?: TooltipSide
  isPressed?: boolean
}

const sizes = {
  s: 'size-7 [&_svg]:size-4',
  m: 'size-8 [&_svg]:size-[1.125rem]',
  l: 'size-10 [&_svg]:size-5',
}

/** 28, 32 or 40 px square; on touch screens its tappable area grows to 44 px. */
export function IconButton({
  label,
  icon,
  size = 'm',
  shortcut,
  tooltipSide,
  isPressed,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={isPressed}
        className={cx(
          'relative inline-grid shrink-0 place-items-center rounded-m text-ink-muted transition-colors duration-100 hover:bg-hover hover:text-ink active:bg-pressed disabled:opacity-45 data-[state=open]:bg-pressed data-[state=open]:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent-ink',
          'pointer-coarse:before:absolute pointer-coarse:before:-inset-1.5',
          sizes[size],
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
