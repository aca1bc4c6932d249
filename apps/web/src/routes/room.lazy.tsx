import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ClosedRoom } from '../features/rooms/ClosedRoom.tsx'
import { RoomDetails } from '../features/rooms/RoomDetails.tsx'
import { ThreadPane } from '../features/threads/ThreadPane.tsx'
import { RoomPane } from '../features/timeline/RoomPane.tsx'
import { TimelineSkeleton } from '../features/timeline/TimelineSkeleton.tsx'
import { useRoom } from '../features/timeline/use-room.ts'
import { useWindow } from '../features/timeline/windows.ts'
import { writeStored } from '../lib/storage.ts'
import { MainPane, PaneHeader } from '../ui/Panes.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { RouteError } from './states.tsx'

export const Route = createLazyRoute('/app/rooms/$roomId')({ component: RoomRoute })

/** Everything about a room that is open: it is loaded, followed for as long as it is on the screen, and shown. */
function RoomRoute() {
  const { roomId } = Route.useParams()
  const { thread, pane, message } = Route.useSearch()
  const navigate = useNavigate()
  const { room, retry } = useRoom(roomId, message)
  const window = useWindow(`room:${roomId}`)
  const isReady = room.state === 'ready'

  useEffect(() => {
    if (isReady) writeStored('lastRoom', roomId)
  }, [roomId, isReady])

  const closePane = () =>
    void navigate({ to: '.', search: (current) => ({ ...current, thread: undefined, pane: undefined }) })

  if (room.state === 'missing') return <ClosedRoom roomId={roomId} onJoined={retry} />
  if (room.state === 'error') return <RouteError error={room.error} reset={retry} />
  return (
    <>
      {window ? <RoomPane key={roomId} roomId={roomId} window={window} target={message} /> : <RoomSkeleton />}
      {window && thread && <ThreadPane key={thread} roomId={roomId} rootId={thread} onClose={closePane} />}
      {window && !thread && pane === 'details' && <RoomDetails key={roomId} roomId={roomId} onClose={closePane} />}
    </>
  )
}

function RoomSkeleton() {
  return (
    <MainPane
      header={
        <PaneHeader>
          <Skeleton className="h-4 w-36" />
        </PaneHeader>
      }
    >
      <TimelineSkeleton />
    </MainPane>
  )
}
