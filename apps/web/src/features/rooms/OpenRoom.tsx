import { memo, useEffect } from 'react'
import { RouteError } from '../../routes/states.tsx'
import { writeStored } from '../../lib/storage.ts'
import { RoomPane } from '../timeline/RoomPane.tsx'
import { useRoom } from '../timeline/use-room.ts'
import { useWindow } from '../timeline/windows.ts'
import { ClosedRoom } from './ClosedRoom.tsx'
import { RoomOnItsWay } from './RoomOnItsWay.tsx'

type OpenRoomProps = { roomId: string; target: string | undefined }

/** Everything about a room that is open: it is loaded, followed for as long as it is on the screen, and shown. */
export const OpenRoom = memo(function OpenRoom({ roomId, target }: OpenRoomProps) {
  const { room, retry } = useRoom(roomId, target)
  const window = useWindow(`room:${roomId}`)
  const isReady = room.state === 'ready'

  useEffect(() => {
    if (isReady) writeStored('lastRoom', roomId)
  }, [roomId, isReady])

  if (room.state === 'missing') return <ClosedRoom roomId={roomId} onJoined={retry} />
  if (room.state === 'error') return <RouteError error={room.error} reset={retry} />
  return window ? <RoomPane roomId={roomId} window={window} target={target} /> : <RoomOnItsWay roomId={roomId} />
})
