import { Archive, ArchiveRestore, Ellipsis } from 'lucide-react'
import { Tag } from '../../../ui/Badge.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu, MenuItem } from '../../../ui/Menu.tsx'
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
}

export function roomColumns({ order, onOrder, onArchive }: ColumnsOptions): Column<AdminRoom>[] {
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
    {
      id: 'actions',
      title: 'Actions',
      onPhone: 'corner',
      className: 'w-12 md:pr-3',
      cell: (room) => <RoomMenu room={room} onArchive={() => onArchive(room)} />,
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

function RoomMenu({ room, onArchive }: { room: AdminRoom; onArchive: () => void }) {
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
