import { useNavigate, useSearch } from '@tanstack/react-router'
import { PanelRight, Users } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../lib/use-title.ts'
import { Tag } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { PaneHeader } from '../../ui/Panes.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { presenceText } from '../presence/presence-text.ts'
import { DrawerButton } from '../sidebar/DrawerButton.tsx'
import type { RoomHeaderRoom } from './documents.ts'
import { RoomIcon } from './RoomIcon.tsx'
import { RoomTopic } from './RoomTopic.tsx'
import { roomTitle } from './room-title.ts'

/** The bar above a room's timeline. Its button opens the details in the right pane (`?pane=details`). */
export function RoomHeader({ room }: { room: RoomHeaderRoom }) {
  const viewer = useViewer()
  const navigate = useNavigate()
  const { pane, thread } = useSearch({ strict: false })
  const isOpen = pane === 'details' && !thread
  const title = roomTitle(room, viewer.id)
  useTitle(title)

  const toggleDetails = () =>
    void navigate({
      to: '.',
      search: (current) => ({ ...current, thread: undefined, pane: isOpen ? undefined : 'details' }),
    })

  return (
    <PaneHeader>
      <DrawerButton />
      <RoomIcon room={room} viewerId={viewer.id} className="text-ink-muted" />
      <div className="flex min-w-0 flex-1 items-baseline gap-3 max-md:flex-col max-md:items-start max-md:gap-0">
        <div className="flex max-w-full min-w-0 shrink-0 items-center gap-2 md:max-w-[50%]">
          <h1 className="truncate text-base leading-tight font-bold">{title}</h1>
          {room.isArchived && <Tag>Archived</Tag>}
        </div>
        {room.kind === 'DIRECT' ? <DirectNote room={room} viewerId={viewer.id} /> : <RoomTopic room={room} />}
      </div>
      {room.kind !== 'DIRECT' && (
        <Tooltip label="Members">
          <button
            type="button"
            aria-label={`${room.memberCount} members`}
            aria-pressed={isOpen}
            onClick={toggleDetails}
            className="flex h-8 items-center gap-1.5 rounded-m px-2 text-sm font-medium text-ink-muted tabular-nums hover:bg-hover hover:text-ink max-md:hidden"
          >
            <Users aria-hidden="true" className="size-4" />
            {room.memberCount}
          </button>
        </Tooltip>
      )}
      <IconButton
        label="Room details"
        icon={<PanelRight />}
        isPressed={isOpen}
        onClick={toggleDetails}
        className="-mr-1"
      />
    </PaneHeader>
  )
}

function DirectNote({ room, viewerId }: { room: RoomHeaderRoom; viewerId: string }) {
  const [now] = useState(Date.now)
  const others = room.directMembers.filter((member) => member.id !== viewerId)
  const [only] = others
  if (!only) return null
  const note = others.length === 1 ? presenceText(only, now) : others.map((member) => member.name).join(', ')
  return <p className="min-w-0 truncate text-sm text-ink-muted max-md:text-xs">{note}</p>
}
