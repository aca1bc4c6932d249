import { Hash, Lock, UsersRound } from 'lucide-react'
import { cx } from '../../lib/cx.ts'
import { Avatar } from '../../ui/Avatar.tsx'

type RoomIconProps = {
  room: {
    kind: 'PUBLIC' | 'PRIVATE' | 'DIRECT'
    directMembers: readonly { id: string; name: string; presence?: 'ONLINE' | 'OFFLINE' }[]
  }
  viewerId: string
  className?: string
}

/** # for a public room, a lock for a private one, a face for a person. Decorative: the room's title stands beside it. */
export function RoomIcon({ room, viewerId, className }: RoomIconProps) {
  const others = room.directMembers.filter((member) => member.id !== viewerId)
  const [only] = others.length > 0 ? others : room.directMembers
  if (room.kind === 'DIRECT' && only && others.length < 2) {
    return <Avatar user={only} size="xs" presence={only.presence} className={className ?? ''} />
  }
  const Icon = room.kind === 'PUBLIC' ? Hash : room.kind === 'PRIVATE' ? Lock : UsersRound
  return (
    <span aria-hidden="true" className={cx('grid size-5 shrink-0 place-items-center', className)}>
      <Icon className="size-4" strokeWidth={2.1} />
    </span>
  )
}
