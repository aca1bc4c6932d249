import { Crown, Ellipsis, MessageSquare, Shield, UserMinus, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useMutation } from 'urql'
import { problemOf } from '../../lib/problem-of.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Tag } from '../../ui/Badge.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../../ui/Menu.tsx'
import { showToast } from '../../ui/toast.ts'
import { useViewer } from '../accounts/viewer.ts'
import { ProfileLink } from '../people/ProfileLink.tsx'
import { useOpenDirectRoom } from '../people/use-open-direct-room.ts'
import {
  type MemberRowMember,
  RemoveFromRoomMutation,
  type RoomHeaderRoom,
  SetMemberRoleMutation,
} from './documents.ts'

const roles = [
  { value: 'OWNER', label: 'Owner', icon: <Crown />, hint: 'Everything, roles too' },
  { value: 'MODERATOR', label: 'Moderator', icon: <Shield />, hint: 'Keeps order among members' },
  { value: 'MEMBER', label: 'Member', icon: <UserRound />, hint: 'Reads and writes' },
] as const

export function MemberRow({ member, room }: { member: MemberRowMember; room: RoomHeaderRoom }) {
  const viewer = useViewer()
  const { open } = useOpenDirectRoom()
  const [, setRole] = useMutation(SetMemberRoleMutation)
  const [, remove] = useMutation(RemoveFromRoomMutation)
  const [isRemoving, setIsRemoving] = useState(false)
  const { user } = member
  const isViewer = user.id === viewer.id
  const canSetRole = room.permissions.includes('SET_ROLE')
  const canRemove = room.permissions.includes('REMOVE') && !isViewer
  const role = roles.find((each) => each.value === member.role)

  async function changeRole(next: (typeof roles)[number]['value']) {
    if (next === member.role) return
    const { data, error } = await setRole({ input: { roomId: room.id, userId: user.id, role: next } })
    const problem = problemOf(data?.setMemberRole, error)
    if (problem) showToast(problem, { tone: 'danger' })
  }

  async function message() {
    const problem = await open([user.id])
    if (problem) showToast(problem, { tone: 'danger' })
  }

  async function removeMember() {
    const { data, error } = await remove({ input: { roomId: room.id, userId: user.id } })
    return problemOf(data?.removeFromRoom, error)
  }

  return (
    <li className="group flex items-center gap-2.5 rounded-m px-2 py-1.5 hover:bg-hover">
      <Avatar user={user} presence={user.presence} />
      <div className="min-w-0 flex-1">
        <ProfileLink userId={user.id} className="block truncate text-sm leading-tight font-semibold">
          {user.name}
          {isViewer && <span className="font-normal text-ink-muted"> (you)</span>}
        </ProfileLink>
        <span className="block truncate text-xs text-ink-muted">
          @{user.username}
          {user.title && ` · ${user.title}`}
        </span>
      </div>
      {role && role.value !== 'MEMBER' && <Tag tone={role.value === 'OWNER' ? 'accent' : 'quiet'}>{role.label}</Tag>}
      <Menu
        align="end"
        trigger={<IconButton label={`More about ${user.name}`} size="s" icon={<Ellipsis />} tooltipSide="left" />}
      >
        {!isViewer && (
          <MenuItem icon={<MessageSquare />} onSelect={() => void message()}>
            Message
          </MenuItem>
        )}
        {canSetRole && (
          <>
            {!isViewer && <MenuSeparator />}
            <MenuLabel>Role in this room</MenuLabel>
            <MenuChoice label="Role" value={member.role} options={roles} onChange={(next) => void changeRole(next)} />
          </>
        )}
        {canRemove && (
          <>
            <MenuSeparator />
            <MenuItem icon={<UserMinus />} isDanger onSelect={() => setIsRemoving(true)}>
              Remove from room
            </MenuItem>
          </>
        )}
        {isViewer && !canSetRole && <MenuLabel>This is you</MenuLabel>}
      </Menu>
      {isRemoving && (
        <ConfirmDialog
          title={`Remove ${user.name}?`}
          action="Remove"
          onConfirm={removeMember}
          onClose={() => setIsRemoving(false)}
        >
          They stop seeing this room at once. What they wrote stays.
        </ConfirmDialog>
      )}
    </li>
  )
}
