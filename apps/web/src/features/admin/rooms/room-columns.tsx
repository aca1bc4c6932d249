import { Link } from '@tanstack/react-router'
import { Archive, ArchiveRestore, ArrowRightLeft, Ellipsis } from 'lucide-react'
import { Tag } from '../../../ui/Badge.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu, MenuItem } from '../../../ui/Menu.tsx'
import { Tooltip } from '../../../ui/Tooltip.tsx'
import { Ago } from '../Ago.tsx'
import { formatCount } from '../format.ts'
import type { Column } from '../table/columns.ts'
import type { AdminRoom } from './documents.ts'
import { kindNames, RoomName } from './RoomName.tsx'

export type RoomOrder = 'NAME' | 'MESSAGES' | 'MEMBERS' | 'LAST_MESSAGE'

type ColumnsOptions = {
  order: RoomOrder
  onOrder: (order: RoomOrder) => void
  onArchive: (room: AdminRoom) => void
  onMove: (room: AdminRoom) => void
}

export function roomColumns({ order, onOrder, onArchive, onMove }: ColumnsOptions): Column<AdminRoom>[] {
  const by = (each: RoomOrder) => ({
    isActive: order === each,
    direction: each === 'NAME' ? ('ascending' as const) : ('descending' as const),
    onSelect: () => onOrder(each),
  })
  return [
    {
      id: 'room',
      title: 'Room',
      onPhone: 'heading',
      sort: by('NAME'),
      className: 'md:max-w-80',
      cell: (room) => <RoomTitle room={room} />,
    },
    { id: 'kind', title: 'Kind', cell: ({ kind }) => kindNames[kind] },
    {
      id: 'members',
      title: 'Members',
      sort: by('MEMBERS'),
      className: 'tabular-nums md:text-right',
      cell: ({ memberCount }) => formatCount(memberCount),
    },
    {
      id: 'messages',
      title: 'Messages',
      sort: by('MESSAGES'),
      className: 'tabular-nums md:text-right',
      cell: ({ messageCount }) => formatCount(messageCount),
    },
    {
      id: 'last',
      title: 'Last message',
      sort: by('LAST_MESSAGE'),
      className: 'whitespace-nowrap md:pl-8',
      cell: ({ lastMessageAt }) =>
        lastMessageAt ? <Ago at={lastMessageAt} /> : <span className="text-ink-muted">none</span>,
    },
    { id: 'home', title: 'Home', className: 'whitespace-nowrap', cell: (room) => <Home room={room} /> },
    {
      id: 'actions',
      title: 'Actions',
      onPhone: 'corner',
      className: 'w-12 md:pr-3',
      cell: (room) => <RoomMenu room={room} onArchive={() => onArchive(room)} onMove={() => onMove(room)} />,
    },
  ]
}

function RoomTitle({ room }: { room: AdminRoom }) {
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-2">
        <RoomName room={room} />
        {room.isDefault && <Tag>Default</Tag>}
        {room.archivedAt && <Tag tone="warning">Archived</Tag>}
      </div>
      {room.topic && <p className="truncate pl-6 text-xs text-ink-muted">{room.topic}</p>}
    </div>
  )
}

/** Where the room's feed is cheapest, and in its hint why there. */
function Home({ room: { home, homeReason } }: { room: AdminRoom }) {
  if (!home) return <span className="text-ink-muted">none yet</span>
  const link = (
    <Link
      to="/admin/nodes/$nodeId"
      params={{ nodeId: home.id }}
      className="rounded-s font-medium underline-offset-2 hover:underline"
    >
      {home.name}
    </Link>
  )
  return homeReason ? <Tooltip label={homeReason}>{link}</Tooltip> : link
}

type RoomMenuProps = { room: AdminRoom; onArchive: () => void; onMove: () => void }

function RoomMenu({ room, onArchive, onMove }: RoomMenuProps) {
  // A direct conversation is its people's own.
  const why =
    room.kind === 'DIRECT' ? 'It belongs to the people in it.' : room.isDefault ? 'Everybody begins here.' : undefined
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          label={`Actions for ${room.name ?? 'this conversation'}`}
          size="s"
          icon={<Ellipsis />}
          tooltipSide="left"
        />
      }
    >
      <MenuItem icon={<ArrowRightLeft />} onSelect={onMove}>
        Move to another node…
      </MenuItem>
      <MenuItem
        icon={room.archivedAt ? <ArchiveRestore /> : <Archive />}
        isDisabled={why !== undefined}
        onSelect={onArchive}
      >
        {room.archivedAt ? 'Take out of the archive…' : 'Archive…'}
        {why && <span className="block text-xs text-ink-muted">{why}</span>}
      </MenuItem>
    </Menu>
  )
}
