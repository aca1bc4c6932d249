import { Outlet } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useQuery } from 'urql'
import { useLiveSession } from '../../graphql/use-live-session.ts'
import { useUnreadTitle } from '../../lib/use-title.ts'
import { Toaster } from '../../ui/Toaster.tsx'
import { TooltipProvider } from '../../ui/Tooltip.tsx'
import { ViewerContext } from '../accounts/viewer.ts'
import { AppDialogs } from './AppDialogs.tsx'
import { AppQuery } from './app-query.ts'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { Drawer } from './Drawer.tsx'
import { Sidebar } from './Sidebar.tsx'
import { sidebarRooms, totalUnread } from './sidebar-rooms.ts'
import { useAppShortcuts } from './use-app-shortcuts.ts'
import { useDirectPresence } from './use-direct-presence.ts'
import { useLeaveLostRoom } from './use-leave-lost-room.ts'
import { useMemberships } from './use-memberships.ts'

/** The frame around every screen of the signed-in: sidebar, main pane, dialogs, shortcuts. */
export function AppShell() {
  const [{ data }] = useQuery({ query: AppQuery })
  const viewer = data?.viewer
  useLiveSession(viewer?.user.id)
  const memberships = useMemberships(viewer?.memberships)
  const lists = useMemo(() => sidebarRooms(memberships, viewer?.user.id ?? ''), [memberships, viewer?.user.id])
  const waiting = totalUnread([...lists.rooms, ...lists.direct])
  useUnreadTitle(waiting.count, waiting.hasMention)
  useAppShortcuts(lists)
  useDirectPresence(lists.direct)
  useLeaveLostRoom()
  const app = useMemo(() => (data?.viewer ? { viewer: data.viewer.user, server: data.server } : null), [data])
  if (!app) return null

  return (
    <ViewerContext value={app}>
      <TooltipProvider>
        <a
          href="#main"
          className="fixed top-2 left-2 z-50 -translate-y-20 rounded-m bg-accent px-3 py-2 text-sm font-semibold text-on-accent focus:translate-y-0"
        >
          Skip to the conversation
        </a>
        <div className="flex h-dvh flex-col bg-canvas">
          <ConnectionBanner />
          <div className="flex min-h-0 flex-1 md:pr-2 md:pb-2 md:pt-2">
            <Drawer>
              <Sidebar memberships={memberships} />
            </Drawer>
            <div id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 outline-none">
              <Outlet />
            </div>
          </div>
        </div>
        <AppDialogs lists={lists} />
        <Toaster />
      </TooltipProvider>
    </ViewerContext>
  )
}
