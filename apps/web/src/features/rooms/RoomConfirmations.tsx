import { useNavigate } from '@tanstack/react-router'
import { useMutation } from 'urql'
import { problemOf } from '../../lib/problem-of.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ArchiveRoomMutation, LeaveRoomMutation, type RoomHeaderRoom, UnarchiveRoomMutation } from './documents.ts'

type ConfirmationProps = { room: RoomHeaderRoom; title: string; onClose: () => void }

export function ArchiveDialog({ room, title, onClose }: ConfirmationProps) {
  const [, archive] = useMutation(ArchiveRoomMutation)
  const [, unarchive] = useMutation(UnarchiveRoomMutation)

  async function confirm() {
    if (room.isArchived) {
      const { data, error } = await unarchive({ input: { roomId: room.id } })
      return problemOf(data?.unarchiveRoom, error)
    }
    const { data, error } = await archive({ input: { roomId: room.id } })
    return problemOf(data?.archiveRoom, error)
  }

  return room.isArchived ? (
    <ConfirmDialog
      title={`Bring back ${title}?`}
      action="Bring back"
      tone="primary"
      onConfirm={confirm}
      onClose={onClose}
    >
      It appears in everybody’s sidebar again, and members can write.
    </ConfirmDialog>
  ) : (
    <ConfirmDialog title={`Archive ${title}?`} action="Archive room" onConfirm={confirm} onClose={onClose}>
      Nobody can write in it any more, and it leaves the sidebar. What was said stays readable, and it can be brought
      back.
    </ConfirmDialog>
  )
}

export function LeaveDialog({ room, title, onClose }: ConfirmationProps) {
  const [, leave] = useMutation(LeaveRoomMutation)
  const navigate = useNavigate()

  async function confirm() {
    const { data, error } = await leave({ input: { roomId: room.id } })
    const problem = problemOf(data?.leaveRoom, error)
    if (!problem) await navigate({ to: '/', search: {} })
    return problem
  }

  return (
    <ConfirmDialog title={`Leave ${title}?`} action="Leave" onConfirm={confirm} onClose={onClose}>
      {room.kind === 'PUBLIC'
        ? 'You can join again whenever you like.'
        : 'To come back, somebody who is in it has to add you.'}
    </ConfirmDialog>
  )
}
