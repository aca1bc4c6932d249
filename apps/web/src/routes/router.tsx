import { createRootRouteWithContext, createRoute, createRouter, redirect } from '@tanstack/react-router'
import type { Client } from '@urql/core'
import { AppQuery } from '../features/sidebar/app-query.ts'
import { choice, text } from './search.ts'
import { NotFound, Pending, RouteError } from './states.tsx'
import { Root } from './Root.tsx'

/** What every route can use while it loads. */
export type RouterContext = { client: Client }

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Root,
  errorComponent: RouteError,
  notFoundComponent: NotFound,
})

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => ({ ...text(search, 'next') }),
}).lazy(() => import('./sign-in.lazy.tsx').then((file) => file.Route))

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: (search): { next?: string } => ({ ...text(search, 'next') }),
}).lazy(() => import('./sign-up.lazy.tsx').then((file) => file.Route))

/** Everything that needs somebody signed in. Dialogs are in the address, so that Back closes them and a reload keeps them. */
const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  validateSearch: (search): { dialog?: string; profile?: string } => ({
    ...text(search, 'dialog'),
    ...text(search, 'profile'),
  }),
  loader: async ({ context, location }) => {
    const { data, error } = await context.client.query(AppQuery, {}).toPromise()
    if (error && !data) throw error
    if (!data?.viewer) {
      const next = location.href === '/' ? {} : { next: location.href }
      throw redirect({ to: data?.server.isEmpty ? '/sign-up' : '/sign-in', search: next })
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
  pendingComponent: Pending,
}).lazy(() => import('./app.lazy.tsx').then((file) => file.Route))

const homeRoute = createRoute({ getParentRoute: () => appRoute, path: '/' }).lazy(() =>
  import('./home.lazy.tsx').then((file) => file.Route),
)

const browseRoute = createRoute({ getParentRoute: () => appRoute, path: '/browse' }).lazy(() =>
  import('./browse.lazy.tsx').then((file) => file.Route),
)

/** `thread` is the root message of the thread in the right pane, `pane` what else is there; `message` is the one to scroll to. */
const roomRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/rooms/$roomId',
  validateSearch: (search): { thread?: string; pane?: string; message?: string } => ({
    ...text(search, 'thread'),
    ...text(search, 'pane'),
    ...text(search, 'message'),
  }),
}).lazy(() => import('./room.lazy.tsx').then((file) => file.Route))

const settingsRoute = createRoute({ getParentRoute: () => appRoute, path: '/settings/$section' }).lazy(() =>
  import('./settings.lazy.tsx').then((file) => file.Route),
)

/** The console for administrators: one chunk, which nobody else loads. What its lists are narrowed to is in the address. */
const adminRoute = createRoute({ getParentRoute: () => appRoute, path: '/admin' }).lazy(() =>
  import('./admin.lazy.tsx').then((file) => file.AdminRoute),
)

const adminUsersRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/users',
  validateSearch: (search): { q?: string; role?: 'ADMIN' | 'MEMBER'; state?: 'active' | 'deactivated' } => ({
    ...text(search, 'q'),
    ...choice(search, 'role', ['ADMIN', 'MEMBER']),
    ...choice(search, 'state', ['active', 'deactivated']),
  }),
}).lazy(() => import('./admin.lazy.tsx').then((file) => file.UsersRoute))

const adminRoomsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/rooms',
  validateSearch: (
    search,
  ): {
    q?: string
    kind?: 'PUBLIC' | 'PRIVATE' | 'DIRECT'
    state?: 'open' | 'archived'
    order?: 'NAME' | 'MESSAGES' | 'MEMBERS' | 'LAST_MESSAGE'
  } => ({
    ...text(search, 'q'),
    ...choice(search, 'kind', ['PUBLIC', 'PRIVATE', 'DIRECT']),
    ...choice(search, 'state', ['open', 'archived']),
    ...choice(search, 'order', ['NAME', 'MESSAGES', 'MEMBERS', 'LAST_MESSAGE']),
  }),
}).lazy(() => import('./admin.lazy.tsx').then((file) => file.RoomsRoute))

const adminAuditRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/audit',
  validateSearch: (search): { action?: string; actor?: string } => ({
    ...text(search, 'action'),
    ...text(search, 'actor'),
  }),
}).lazy(() => import('./admin.lazy.tsx').then((file) => file.AuditRoute))

const adminNodesRoute = createRoute({ getParentRoute: () => adminRoute, path: '/' }).lazy(() =>
  import('./admin.lazy.tsx').then((file) => file.NodesRoute),
)

const adminNodeRoute = createRoute({ getParentRoute: () => adminRoute, path: '/nodes/$nodeId' }).lazy(() =>
  import('./admin.lazy.tsx').then((file) => file.NodeRoute),
)

const adminEventsRoute = createRoute({ getParentRoute: () => adminRoute, path: '/events' }).lazy(() =>
  import('./admin.lazy.tsx').then((file) => file.EventsRoute),
)

const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  appRoute.addChildren([
    homeRoute,
    browseRoute,
    roomRoute,
    settingsRoute,
    adminRoute.addChildren([
      adminNodesRoute,
      adminNodeRoute,
      adminEventsRoute,
      adminUsersRoute,
      adminRoomsRoute,
      adminAuditRoute,
    ]),
  ]),
])

export function createAppRouter(client: Client) {
  return createRouter({
    routeTree,
    context: { client },
    defaultPreload: 'intent',
    defaultPendingMs: 250,
    defaultPendingMinMs: 0,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
