import { Link, Outlet, useMatchRoute } from '@tanstack/react-router'
import { ExternalLink, ShieldAlert } from 'lucide-react'
import { useTitle } from '../../lib/use-title.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MainPane, PaneHeader } from '../../ui/Panes.tsx'
import { useClusterUpdates } from './nodes/use-cluster-updates.ts'
import { useViewer } from '../accounts/viewer.ts'
import { DrawerButton } from '../sidebar/DrawerButton.tsx'

const tabs = [
  { to: '/admin', label: 'Nodes', activeOptions: { exact: true } },
  { to: '/admin/events', label: 'Events' },
  { to: '/admin/users', label: 'Users' },
  { to: '/admin/rooms', label: 'Rooms' },
  { to: '/admin/audit', label: 'Audit log' },
] as const

/** Keeps what the console shows of the cluster live. */
function Live() {
  useClusterUpdates()
  return <Outlet />
}

/** The console around its screens; a clear word for everybody else. The API refuses them in any case. */
export function AdminFrame() {
  const viewer = useViewer()
  return (
    <MainPane
      header={
        <PaneHeader className="max-md:flex-wrap max-md:gap-y-0">
          <DrawerButton />
          <h1 className="text-base font-bold max-md:flex max-md:h-13 max-md:flex-1 max-md:items-center">
            Administration
          </h1>
          {viewer.role === 'ADMIN' && <Tabs />}
        </PaneHeader>
      }
    >
      {viewer.role === 'ADMIN' ? <Live /> : <NotForYou />}
    </MainPane>
  )
}

function Tabs() {
  const isNode = Boolean(useMatchRoute()({ to: '/admin/nodes/$nodeId' }))
  return (
    <>
      <nav
        aria-label="Administration"
        className="no-scrollbar flex min-w-0 gap-0.5 max-md:order-last max-md:-mx-3 max-md:w-[calc(100%+1.5rem)] max-md:overflow-x-auto max-md:px-2 max-md:pb-2 md:ml-3 md:flex-1"
      >
        {tabs.map(({ to, label, ...rest }) => (
          <Link
            key={to}
            to={to}
            {...rest}
            data-current={(to === '/admin' && isNode) || undefined}
            className="flex h-8 shrink-0 items-center rounded-m px-2.5 text-sm font-medium text-ink-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-ink data-current:bg-accent-soft data-current:text-accent-ink pointer-coarse:h-10"
          >
            {label}
          </Link>
        ))}
      </nav>
      <a href="/graphql" target="_blank" rel="noreferrer" className={buttonClass('ghost', 's')}>
        GraphQL explorer
        <ExternalLink aria-hidden="true" />
        <span className="sr-only">(in a new tab)</span>
      </a>
    </>
  )
}

function NotForYou() {
  useTitle('Administration')
  return (
    <EmptyState
      className="flex-1"
      icon={<ShieldAlert />}
      title="This is for administrators"
      action={
        <Link to="/" className={buttonClass('primary')}>
          Back to your rooms
        </Link>
      }
    >
      You are a member of this server. Ask one of its administrators if you need something here.
    </EmptyState>
  )
}
