import { useMutation } from 'urql'
import { problemOf } from '../../../lib/problem-of.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { showToast } from '../../../ui/toast.ts'
import { countOf } from '../format.ts'
import { type AdminRoom, SetRoomArchivedMutation } from './documents.ts'

/** Archives a room, or takes it out again. */
export function ArchiveDialog({ room, onClose }: { room: AdminRoom; onClose: () => void }) {
  const [, setRoomArchived] = useMutation(SetRoomArchivedMutation)
  const isArchived = room.archivedAt === null

  async function confirm() {
    const { data, error } = await setRoomArchived({ input: { roomId: room.id, isArchived } })
    const problem = problemOf(data?.setRoomArchived, error)
    if (!problem) showToast(`${room.name} is ${isArchived ? 'archived' : 'open again'}.`, { tone: 'success' })
    return problem
  }

  return isArchived ? (
    <ConfirmDialog title={`Archive ${room.name}?`} action="Archive" onConfirm={confirm} onClose={onClose}>
      Nobody can write to it any more. Its {countOf(room.memberCount, 'member')} can still read its{' '}
      {countOf(room.messageCount, 'message')}. You can take it out of the archive at any time.
    </ConfirmDialog>
  ) : (
    <ConfirmDialog
      title={`Take ${room.name} out of the archive?`}
      action="Open again"
      tone="primary"
      onConfirm={confirm}
      onClose={onClose}
    >
      Its {countOf(room.memberCount, 'member')} can write to it again.
    </ConfirmDialog>
  )
}
