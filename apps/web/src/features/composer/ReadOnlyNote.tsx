import { useState } from 'react'
import { useClient } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { Button } from '../../ui/Button.tsx'
import { showToast } from '../../ui/toast.ts'
import { JoinRoomMutation } from '../rooms/documents.ts'
import type { RoomViewRoom } from '../rooms/load-room.ts'

/** In the composer's place where one can't write: why, and what to do about it. */
export function ReadOnlyNote({ room }: { room: Pick<RoomViewRoom, 'id' | 'name' | 'isArchived' | 'permissions'> }) {
  const client = useClient()
  const [isBusy, setIsBusy] = useState(false)

  async function join() {
    setIsBusy(true)
    const { data, error } = await client.mutation(JoinRoomMutation, { input: { roomId: room.id } }).toPromise()
    setIsBusy(false)
    const answer = data?.joinRoom
    const problem = error ? describeError(error) : answer && 'message' in answer ? answer.message : undefined
    if (problem) showToast(problem, { tone: 'danger' })
  }

  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 rounded-l border border-line bg-sunken px-3.5 py-2 text-sm text-ink-muted">
      {room.isArchived
        ? 'This room is archived. It can be read, but nobody writes in it any more.'
        : room.permissions.includes('JOIN')
          ? `You’re looking at ${room.name}. Join to take part.`
          : 'You can read here, but not write.'}
      {room.permissions.includes('JOIN') && !room.isArchived && (
        <Button size="s" variant="primary" isBusy={isBusy} onClick={() => void join()}>
          Join room
        </Button>
      )}
    </div>
  )
}
