import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'

type BannerProps = {
  tone: 'warning' | 'success' | 'danger' | 'quiet'
  icon?: ReactNode
  children: ReactNode
  action?: ReactNode
}

const tones = {
  warning: 'bg-warning-soft text-warning-ink',
  success: 'bg-success-soft text-success-ink',
  danger: 'bg-danger-soft text-danger-ink',
  quiet: 'bg-sunken text-ink-muted',
}

/** One quiet line that floats, so that nothing under it moves. */
export function Banner({ tone, icon, children, action }: BannerProps) {
  return (
    <div
      className={cx(
        'pointer-events-auto flex min-h-8 animate-rise items-center gap-2 rounded-xl px-3.5 py-1 text-sm font-medium shadow-pop [&>svg]:size-4 [&>svg]:shrink-0',
        tones[tone],
      )}
    >
      {icon}
      <span className="min-w-0">{children}</span>
      {action}
    </div>
  )
}
