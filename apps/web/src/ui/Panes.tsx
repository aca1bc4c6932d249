import { ArrowLeft, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import { IconButton } from './IconButton.tsx'

type MainPaneProps = { header?: ReactNode; children: ReactNode; className?: string }

/** The middle pane: a header that stays, and a body that fills the rest (and does its own scrolling). */
export function MainPane({ header, children, className }: MainPaneProps) {
  return (
    <main
      className={cx(
        'relative flex min-w-0 flex-1 flex-col overflow-hidden bg-surface md:rounded-xl md:shadow-panel',
        className,
      )}
    >
      {header}
      <div className="relative flex min-h-0 flex-1 flex-col">{children}</div>
    </main>
  )
}

/** The bar at the top of a pane. */
export function PaneHeader({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <header
      className={cx(
        'flex min-h-[3.25rem] shrink-0 items-center gap-2 border-b border-line px-3 pt-[env(safe-area-inset-top)] md:px-4',
        className,
      )}
    >
      {children}
    </header>
  )
}

type SidePaneProps = {
  title: string
  /** Under the title: the room's name, a count. */
  subtitle?: ReactNode
  actions?: ReactNode
  onClose: () => void
  children: ReactNode
}

/** The right pane: beside the main one on wide screens, over it on phones. Escape closes it (the app's shortcut does that). */
export function SidePane({ title, subtitle, actions, onClose, children }: SidePaneProps) {
  return (
    <aside
      aria-label={title}
      className="z-20 flex min-h-0 animate-slide-end flex-col overflow-hidden bg-surface max-lg:fixed max-lg:inset-0 max-lg:md:left-auto max-lg:md:m-2 max-lg:md:w-[24rem] max-lg:md:rounded-xl max-lg:md:shadow-dialog lg:ml-2 lg:w-[23rem] lg:rounded-xl lg:shadow-panel xl:w-[25rem]"
    >
      <PaneHeader>
        <IconButton label="Back" icon={<ArrowLeft />} onClick={onClose} className="-ml-1 md:hidden" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-base leading-tight font-bold">{title}</h2>
          {subtitle && <div className="truncate text-xs text-ink-muted">{subtitle}</div>}
        </div>
        {actions}
        <IconButton label="Close" shortcut={['Esc']} icon={<X />} onClick={onClose} className="-mr-1 max-md:hidden" />
      </PaneHeader>
      <div className="flex min-h-0 flex-1 flex-col">{children}</div>
    </aside>
  )
}
