import { useNavigate, useParams } from '@tanstack/react-router'
import { Compass, Plus, Search, SquarePen } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { isMac } from '../../lib/keys.ts'
import { useRovingFocus } from '../../lib/use-roving-focus.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { useServer, useViewer } from '../accounts/viewer.ts'
import type { SidebarMembership } from './app-query.ts'
import { RoomLink } from './RoomLink.tsx'
import { SidebarSection } from './SidebarSection.tsx'
import { sidebarRooms } from './sidebar-rooms.ts'
import { ViewerMenu } from './ViewerMenu.tsx'

export function Sidebar({ memberships }: { memberships: readonly SidebarMembership[] }) {
  const viewer = useViewer()
  const server = useServer()
  const navigate = useNavigate()
  const { roomId } = useParams({ strict: false })
  const nav = useRef<HTMLElement>(null)
  useRovingFocus(nav, '[data-room-link]')
  const { rooms, direct } = useMemo(() => sidebarRooms(memberships, viewer.id), [memberships, viewer.id])
  const entry = [...rooms, ...direct].some((room) => room.id === roomId) ? roomId : (rooms[0] ?? direct[0])?.id
  const openDialog = (dialog: string) => void navigate({ to: '.', search: (current) => ({ ...current, dialog }) })

  return (
    <div className="flex h-full min-h-0 flex-col [--avatar-ring:var(--canvas)]">
      <header className="flex h-[3.25rem] shrink-0 items-center gap-2.5 pr-2 pl-3.5">
        <Logo className="size-6 shrink-0" />
        <span className="min-w-0 flex-1 truncate font-bold tracking-tight">{server.name}</span>
        <IconButton label="New message" icon={<SquarePen />} onClick={() => openDialog('new-message')} />
      </header>
      <div className="px-2 pb-2">
        <button
          type="button"
          onClick={() => openDialog('switcher')}
          className="flex h-8 w-full items-center gap-2 rounded-m bg-raised px-2.5 text-sm text-ink-muted shadow-panel transition-colors hover:text-ink"
        >
          <Search aria-hidden="true" className="size-4" />
          <span className="flex-1 text-left">Jump to…</span>
          <span aria-hidden="true" className="pointer-coarse:hidden">
            <Keys keys={[isMac ? '⌘' : 'Ctrl', 'K']} />
          </span>
        </button>
      </div>
      <nav ref={nav} aria-label="Rooms and conversations" className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        <SidebarSection
          id="rooms"
          title="Rooms"
          rooms={rooms}
          action={
            <Menu align="end" trigger={<IconButton label="Add rooms" size="s" icon={<Plus />} tooltipSide="right" />}>
              <MenuItem icon={<Plus />} onSelect={() => openDialog('new-room')}>
                Create a room
              </MenuItem>
              <MenuItem icon={<Compass />} onSelect={() => void navigate({ to: '/browse' })}>
                Browse rooms
              </MenuItem>
            </Menu>
          }
          empty="You’re in no room yet."
        >
          {(room) => <RoomLink key={room.id} entry={room} isTabStop={room.id === entry} />}
        </SidebarSection>
        <SidebarSection
          id="direct"
          title="Direct messages"
          rooms={direct}
          action={
            <IconButton
              label="New message"
              size="s"
              icon={<Plus />}
              tooltipSide="right"
              onClick={() => openDialog('new-message')}
            />
          }
          empty="Write to somebody with +."
        >
          {(room) => <RoomLink key={room.id} entry={room} isTabStop={room.id === entry} />}
        </SidebarSection>
      </nav>
      <ViewerMenu />
    </div>
  )
}
