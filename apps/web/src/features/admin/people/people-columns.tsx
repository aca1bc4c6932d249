import { cx } from '../../../lib/cx.ts'
import { formatDay } from '../../../lib/time.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Tag } from '../../../ui/Badge.tsx'
import { Ago } from '../Ago.tsx'
import { formatCount } from '../format.ts'
import type { Column } from '../table/columns.ts'
import type { AdminPerson } from './documents.ts'
import type { PersonAction } from './person-actions.ts'
import { PersonMenu } from './PersonMenu.tsx'

type ColumnsOptions = {
  viewerId: string
  onAction: (action: PersonAction, person: AdminPerson) => void
  onResetPassword: (person: AdminPerson) => void
}

export function peopleColumns({ viewerId, onAction, onResetPassword }: ColumnsOptions): Column<AdminPerson>[] {
  return [
    {
      id: 'person',
      title: 'Person',
      onPhone: 'heading',
      cell: (person) => <PersonName person={person} isMe={person.user.id === viewerId} />,
    },
    {
      id: 'role',
      title: 'Role',
      cell: ({ user }) => (user.role === 'ADMIN' ? <Tag tone="accent">Administrator</Tag> : 'Member'),
    },
    { id: 'seen', title: 'Last seen', className: 'whitespace-nowrap', cell: ({ user }) => <LastSeen user={user} /> },
    {
      id: 'sessions',
      title: 'Sessions',
      className: 'tabular-nums md:text-right',
      cell: ({ sessionCount }) => formatCount(sessionCount),
    },
    {
      id: 'rooms',
      title: 'Rooms',
      className: 'tabular-nums md:text-right',
      cell: ({ roomCount }) => formatCount(roomCount),
    },
    {
      id: 'created',
      title: 'Here since',
      onPhone: 'hidden',
      className: 'whitespace-nowrap md:w-36 md:pl-8',
      cell: ({ user }) => formatDay(user.createdAt),
    },
    {
      id: 'actions',
      title: 'Actions',
      onPhone: 'corner',
      className: 'w-12 md:pr-3',
      cell: (person) => (
        <PersonMenu
          person={person}
          onAction={(action) => onAction(action, person)}
          onResetPassword={() => onResetPassword(person)}
        />
      ),
    },
  ]
}

function PersonName({ person: { user }, isMe }: { person: AdminPerson; isMe: boolean }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar
        user={user}
        presence={user.isDeactivated ? undefined : user.presence}
        className={cx(user.isDeactivated && 'opacity-50 grayscale')}
      />
      <div className="min-w-0">
        <div className="flex items-center gap-2">
          <span className={cx('truncate font-semibold', user.isDeactivated && 'text-ink-muted')}>{user.name}</span>
          {isMe && <Tag>You</Tag>}
          {user.isDeactivated && <Tag tone="warning">Deactivated</Tag>}
        </div>
        <div className="truncate text-xs text-ink-muted">
          @{user.username}
          {user.title && ` · ${user.title}`}
        </div>
      </div>
    </div>
  )
}

function LastSeen({ user }: { user: AdminPerson['user'] }) {
  if (user.isDeactivated || user.presence === 'OFFLINE') {
    return user.lastSeenAt ? <Ago at={user.lastSeenAt} /> : <span className="text-ink-muted">never</span>
  }
  return <span className="font-medium text-success-ink">online</span>
}
