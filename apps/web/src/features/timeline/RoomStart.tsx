import { formatDay } from '../../lib/time.ts'
import { useViewer } from '../accounts/viewer.ts'
import { RoomIcon } from '../rooms/RoomIcon.tsx'
import { roomTitle } from '../rooms/room-title.ts'
import type { RoomViewRoom } from '../rooms/load-room.ts'

/** The very beginning of a room. */
export function RoomStart({ room }: { room: RoomViewRoom }) {
  const viewer = useViewer()
  const title = roomTitle(room, viewer.id)
  return (
    <div className="px-4 pt-10 pb-3 md:px-5">
      <span className="mb-3 grid size-12 place-items-center rounded-xl bg-accent-soft text-accent-ink">
        <RoomIcon room={room} viewerId={viewer.id} className="scale-125" />
      </span>
      <h2 className="text-xl font-bold">{room.kind === 'DIRECT' ? title : `Welcome to ${title}`}</h2>
      <p className="mt-1 max-w-prose text-sm text-ink-muted">
        {room.kind === 'DIRECT'
          ? `This is the beginning of your conversation with ${title}.`
          : `This is the beginning of the room, made ${room.createdBy ? `by ${room.createdBy.name} ` : ''}on ${formatDay(room.createdAt)}.`}
      </p>
      {room.topic && <p className="mt-2 max-w-prose">{room.topic}</p>}
    </div>
  )
}
