import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { AdminFrame } from '../features/admin/AdminFrame.tsx'
import { AuditScreen } from '../features/admin/logs/AuditScreen.tsx'
import { EventsScreen } from '../features/admin/nodes/EventsScreen.tsx'
import { NodeScreen } from '../features/admin/nodes/NodeScreen.tsx'
import { NodesScreen } from '../features/admin/nodes/NodesScreen.tsx'
import { PeopleScreen } from '../features/admin/people/PeopleScreen.tsx'
import { RoomsScreen } from '../features/admin/rooms/RoomsScreen.tsx'

// One file, and so one chunk, for the whole console.

export const AdminRoute = createLazyRoute('/app/admin')({ component: AdminFrame })
export const NodesRoute = createLazyRoute('/app/admin/')({ component: NodesScreen })
export const NodeRoute = createLazyRoute('/app/admin/nodes/$nodeId')({ component: Node })
export const EventsRoute = createLazyRoute('/app/admin/events')({ component: EventsScreen })
export const UsersRoute = createLazyRoute('/app/admin/users')({ component: PeopleScreen })
export const RoomsRoute = createLazyRoute('/app/admin/rooms')({ component: RoomsScreen })
export const AuditRoute = createLazyRoute('/app/admin/audit')({ component: AuditScreen })

function Node() {
  const { nodeId } = NodeRoute.useParams()
  const navigate = useNavigate()
  return <NodeScreen key={nodeId} nodeId={nodeId} onForgotten={() => void navigate({ to: '/admin' })} />
}
