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

/** One quiet line across a pane. */
export function Banner({ tone, icon, children, action }: BannerProps) {
  return (
    <div
      className={cx(
        'flex min-h-8 shrink-0 items-center justify-center gap-2 px-4 py-1 text-sm font-medium [&>svg]:size-4 [&>svg]:shrink-0',
        tones[tone],
      )}
    >
      {icon}
      <span className="min-w-0">{children}</span>
      {action}
    </div>
  )
}
