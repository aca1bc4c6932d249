import { createLazyRoute, Navigate } from '@tanstack/react-router'
import { AdminFrame } from '../features/admin/AdminFrame.tsx'
import { AuditScreen } from '../features/admin/logs/AuditScreen.tsx'
import { PeopleScreen } from '../features/admin/people/PeopleScreen.tsx'
import { RoomsScreen } from '../features/admin/rooms/RoomsScreen.tsx'

export const AdminRoute = createLazyRoute('/app/admin')({ component: AdminFrame })
export const AdminHomeRoute = createLazyRoute('/app/admin/')({
  component: () => <Navigate to="/admin/users" replace />,
})
export const UsersRoute = createLazyRoute('/app/admin/users')({ component: PeopleScreen })
export const RoomsRoute = createLazyRoute('/app/admin/rooms')({ component: RoomsScreen })
export const AuditRoute = createLazyRoute('/app/admin/audit')({ component: AuditScreen })
