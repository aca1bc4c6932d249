import { createLazyRoute, Link, Navigate } from '@tanstack/react-router'
import { Compass, MessagesSquare } from 'lucide-react'
import { useQuery } from 'urql'
import { DrawerButton } from '../features/sidebar/DrawerButton.tsx'
import { AppQuery } from '../features/sidebar/app-query.ts'
import { readStored } from '../lib/storage.ts'
import { useTitle } from '../lib/use-title.ts'
import { buttonClass } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { MainPane, PaneHeader } from '../ui/Panes.tsx'

export const Route = createLazyRoute('/app/')({ component: Home })

/** Leads on: to the room that was open last, else to the one where everybody lands, else to any. */
function Home() {
  const [{ data }] = useQuery({ query: AppQuery })
  useTitle('')
  const rooms = data?.viewer?.memberships.edges.map((edge) => edge.node.room) ?? []
  const last = readStored('lastRoom')
  const next = rooms.find((room) => room.id === last) ?? rooms.find((room) => room.isDefault) ?? rooms[0]
  if (next) return <Navigate to="/rooms/$roomId" params={{ roomId: next.id }} search={(current) => current} replace />

  return (
    <MainPane
      header={
        <PaneHeader className="md:hidden">
          <DrawerButton />
          <h1 className="font-bold">Welcome</h1>
        </PaneHeader>
      }
    >
      <EmptyState
        className="flex-1"
        icon={<MessagesSquare />}
        title="You’re in no room yet"
        action={
          <Link to="/browse" className={buttonClass('primary')}>
            <Compass aria-hidden="true" /> Browse rooms
          </Link>
        }
      >
        Join one of the public rooms, or write to somebody directly.
      </EmptyState>
    </MainPane>
  )
}
