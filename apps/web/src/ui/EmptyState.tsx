import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'

type EmptyStateProps = {
  icon: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
  className?: string
  isPage?: boolean
}

/** Says what would be here, and what to do about it. `isPage` makes its title the page's first heading. */
export function EmptyState({ icon, title, children, action, className, isPage = false }: EmptyStateProps) {
  const Title = isPage ? 'h1' : 'h2'
  return (
    <div className={cx('flex flex-col items-center justify-center gap-1 px-6 py-10 text-center', className)}>
      <span
        aria-hidden="true"
        className="mb-3 grid size-12 place-items-center rounded-xl bg-accent-soft text-accent-ink [&_svg]:size-6"
      >
        {icon}
      </span>
      <Title className="text-base font-bold">{title}</Title>
      {children && <p className="max-w-xs text-sm text-ink-muted">{children}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
