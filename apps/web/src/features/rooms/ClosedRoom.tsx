import { DoorOpen } from 'lucide-react'
import { useQuery } from 'urql'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MainPane, PaneHeader } from '../../ui/Panes.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { JoinButton } from './JoinButton.tsx'
import { RoomState } from './load-room.ts'
import { RoomIcon } from './RoomIcon.tsx'
import { roomTitle } from './room-title.ts'
import { DrawerButton } from '../sidebar/DrawerButton.tsx'
import { NotFound } from '../../routes/states.tsx'
import { TimelineSkeleton } from '../timeline/TimelineSkeleton.tsx'

/** A room that the viewer can't read: the way in if there is one, else nothing. */
export function ClosedRoom({ roomId, onJoined }: { roomId: string; onJoined: () => void }) {
  const viewer = useViewer()
  const [{ data, fetching }] = useQuery({
    query: RoomState,
    variables: { id: roomId },
    requestPolicy: 'network-only',
  })
  const room = data?.room
  if (!room) return fetching ? <MainPane>{<TimelineSkeleton />}</MainPane> : <NotFound />
  const title = roomTitle(room, viewer.id)
  return (
    <MainPane
      header={
        <PaneHeader>
          <DrawerButton />
          <RoomIcon room={room} viewerId={viewer.id} className="text-ink-muted" />
          <h1 className="truncate font-bold">{title}</h1>
        </PaneHeader>
      }
    >
      <EmptyState
        icon={<DoorOpen />}
        title={`You aren’t in ${title}`}
        className="flex-1"
        action={room.permissions.includes('JOIN') && <JoinButton roomId={roomId} onJoined={onJoined} />}
      >
        {room.topic || 'Join to read what is said here, and to take part.'}
      </EmptyState>
    </MainPane>
  )
}
