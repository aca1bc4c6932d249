import { ArrowRightLeft, DoorOpen } from 'lucide-react'
import { useState } from 'react'
import type { ResultOf } from '../../../graphql/graphql.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Ago } from '../Ago.tsx'
import { formatCount } from '../format.ts'
import { RoomName } from '../rooms/RoomName.tsx'
import type { Column } from '../table/columns.ts'
import { PagedTable } from '../table/PagedTable.tsx'
import { NodeRoomsQuery } from './documents.ts'
import { MoveRoomDialog } from './MoveRoomDialog.tsx'

type NodeOfRooms = Extract<ResultOf<typeof NodeRoomsQuery>['node'], { __typename: 'ClusterNode' }>
type HomedRoom = NodeOfRooms['rooms']['edges'][number]['node']

/** The rooms whose home a node is, and why. */
export function NodeRooms({ nodeId }: { nodeId: string }) {
  const [moving, setMoving] = useState<HomedRoom>()
  return (
    <>
      <PagedTable
        key={nodeId}
        label="Rooms at home here"
        columns={columnsOf(setMoving)}
        query={NodeRoomsQuery}
        variables={{ id: nodeId }}
        select={({ node }) => (node?.__typename === 'ClusterNode' ? node.rooms : null)}
        // A room that moved away while one looks stands in the page until it is read anew.
        arrange={(rooms) => rooms.filter(({ home }) => !home || home.id === nodeId)}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={<DoorOpen />} title="No room is at home here">
            New rooms come when the node is active; rebalancing brings others.
          </EmptyState>
        }
      />
      {moving && <MoveRoomDialog room={moving} onClose={() => setMoving(undefined)} />}
    </>
  )
}

function columnsOf(onMove: (room: HomedRoom) => void): Column<HomedRoom>[] {
  return [
    { id: 'room', title: 'Room', onPhone: 'heading', cell: (room) => <RoomName room={room} /> },
    {
      id: 'reason',
      title: 'Why here',
      onPhone: 'wide',
      className: 'text-ink-muted',
      cell: ({ homeReason }) => homeReason ?? 'not told',
    },
    {
      id: 'placed',
      title: 'Since',
      className: 'whitespace-nowrap',
      cell: ({ placedAt }) => (placedAt ? <Ago at={placedAt} /> : '–'),
    },
    {
      id: 'members',
      title: 'Members',
      className: 'tabular-nums md:text-right',
      cell: ({ memberCount }) => formatCount(memberCount),
    },
    {
      id: 'messages',
      title: 'Messages',
      className: 'tabular-nums md:text-right',
      cell: ({ messageCount }) => formatCount(messageCount),
    },
    {
      id: 'actions',
      title: 'Actions',
      onPhone: 'corner',
      className: 'w-12 md:pr-3',
      cell: (room) => (
        <IconButton
          label={`Move ${room.name ?? 'this conversation'}…`}
          size="s"
          icon={<ArrowRightLeft />}
          tooltipSide="left"
          onClick={() => onMove(room)}
        />
      ),
    },
  ]
}
