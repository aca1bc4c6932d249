import { Archive, ArchiveRestore, LogOut, Pencil, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useQuery } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { formatDay } from '../../lib/time.ts'
import { Tag } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { SidePane } from '../../ui/Panes.tsx'
import { SkeletonList } from '../../ui/Skeleton.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { type RoomPermission, RoomDetailsQuery } from './documents.ts'
import { InviteDialog } from './InviteDialog.tsx'
import { MemberList } from './MemberList.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { ArchiveDialog, LeaveDialog } from './RoomConfirmations.tsx'
import { RoomIcon } from './RoomIcon.tsx'
import { roomTitle } from './room-title.ts'

const kinds = { PUBLIC: 'Public room', PRIVATE: 'Private room', DIRECT: 'Direct messages' }

type RoomDetailsProps = { roomId: string; onClose: () => void }

/** The right pane about a room: what it is, who is in it, and what one may do with it. */
export function RoomDetails({ roomId, onClose }: RoomDetailsProps) {
  const viewer = useViewer()
  const [{ data, error }] = useQuery({ query: RoomDetailsQuery, variables: { id: roomId } })
  const [dialog, setDialog] = useState<'invite' | 'rename' | 'archive' | 'leave'>()
  const room = data?.room
  const close = () => setDialog(undefined)

  if (!room) {
    return (
      <SidePane title="Details" onClose={onClose}>
        <div className="p-4">{error ? <FormError>{describeError(error)}</FormError> : <SkeletonList />}</div>
      </SidePane>
    )
  }

  const title = roomTitle(room, viewer.id)
  const may = (permission: RoomPermission) => room.permissions.includes(permission)

  return (
    <SidePane title="Details" onClose={onClose}>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="border-b border-line px-4 py-4">
          <div className="flex items-center gap-2 text-lg font-bold">
            <RoomIcon room={room} viewerId={viewer.id} className="text-accent-ink" />
            <span className="min-w-0 break-words">{title}</span>
            {room.isArchived && <Tag>Archived</Tag>}
          </div>
          {room.topic && <p className="mt-1.5 text-sm break-words">{room.topic}</p>}
          <p className="mt-1.5 text-xs text-ink-muted">
            {kinds[room.kind]} · since {formatDay(room.createdAt)}
            {room.createdBy && ` · made by ${room.createdBy.name}`}
          </p>
          <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
            {may('INVITE') && (
              <Button size="s" icon={<UserPlus />} onClick={() => setDialog('invite')}>
                Add people
              </Button>
            )}
            {may('RENAME') && (
              <Button size="s" icon={<Pencil />} onClick={() => setDialog('rename')}>
                Edit room
              </Button>
            )}
          </div>
        </div>
        <MemberList room={room} />
        <div className="flex flex-col items-start gap-1 border-t border-line p-2">
          {may('ARCHIVE') && (
            <Button
              variant="ghost"
              icon={room.isArchived ? <ArchiveRestore /> : <Archive />}
              onClick={() => setDialog('archive')}
            >
              {room.isArchived ? 'Bring the room back' : 'Archive room'}
            </Button>
          )}
          {may('LEAVE') && (
            <Button variant="ghost" icon={<LogOut />} onClick={() => setDialog('leave')}>
              {room.kind === 'DIRECT' ? 'Leave conversation' : 'Leave room'}
            </Button>
          )}
        </div>
      </div>
      {dialog === 'invite' && <InviteDialog roomId={room.id} title={title} onClose={close} />}
      {dialog === 'rename' && <RenameDialog room={room} onClose={close} />}
      {dialog === 'archive' && <ArchiveDialog room={room} title={title} onClose={close} />}
      {dialog === 'leave' && <LeaveDialog room={room} title={title} onClose={close} />}
    </SidePane>
  )
}
