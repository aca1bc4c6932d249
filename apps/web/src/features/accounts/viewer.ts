import { createContext, use } from 'react'
import type { AppData } from '../sidebar/app-query.ts'

export type Viewer = NonNullable<AppData['viewer']>['user']
export type Server = AppData['server']

export const ViewerContext = createContext<{ viewer: Viewer; server: Server } | null>(null)

/** Who is signed in. Only below the app route. */
export function useViewer(): Viewer {
  return useApp().viewer
}

/** The server's name, version and limits. Only below the app route. */
export function useServer(): Server {
  return useApp().server
}

function useApp() {
  const app = use(ViewerContext)
  if (!app) throw new Error('There is no viewer outside of the app route')
  return app
}
