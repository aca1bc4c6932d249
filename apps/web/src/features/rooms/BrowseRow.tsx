import { Link } from '@tanstack/react-router'
import { Check, Hash, Users } from 'lucide-react'
import { useMutation } from 'urql'
import type { ResultOf } from '../../graphql/graphql.ts'
import { problemOf } from '../../lib/problem-of.ts'
import { Tag } from '../../ui/Badge.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { showToast } from '../../ui/toast.ts'
import { JoinRoomMutation, type PublicRoomsQuery } from './documents.ts'

type PublicRoom = ResultOf<typeof PublicRoomsQuery>['publicRooms']['edges'][number]['node']

export function BrowseRow({ room }: { room: PublicRoom }) {
  const [{ fetching }, joinRoom] = useMutation(JoinRoomMutation)
  const isMember = room.membership !== null

  async function join() {
    const { data, error } = await joinRoom({ input: { roomId: room.id } })
    const problem = problemOf(data?.joinRoom, error)
    if (problem) showToast(problem, { tone: 'danger' })
  }

  return (
    <li className="group flex items-center gap-3.5 py-3">
      <span
        aria-hidden="true"
        className="grid size-10 shrink-0 place-items-center rounded-l bg-sunken text-ink-muted group-hover:bg-accent-soft group-hover:text-accent-ink"
      >
        <Hash className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <Link
            to="/rooms/$roomId"
            params={{ roomId: room.id }}
            className="truncate rounded-s font-semibold underline-offset-2 hover:underline"
          >
            {room.name}
          </Link>
          {room.isArchived && <Tag>Archived</Tag>}
        </div>
        <p className="flex min-w-0 items-center gap-1.5 text-sm text-ink-muted">
          <Users aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="shrink-0 tabular-nums">
            {room.memberCount}
            <span className="sr-only"> members</span>
          </span>
          {room.topic && <span className="truncate">· {room.topic}</span>}
        </p>
      </div>
      {isMember ? (
        <>
          <span className="flex items-center gap-1 text-xs font-medium text-success-ink max-sm:sr-only">
            <Check aria-hidden="true" className="size-3.5" /> Joined
          </span>
          <Link
            to="/rooms/$roomId"
            params={{ roomId: room.id }}
            aria-label={`Open ${room.name}`}
            className={buttonClass('secondary', 's')}
          >
            Open
          </Link>
        </>
      ) : (
        <Button
          variant="primary"
          size="s"
          isBusy={fetching}
          disabled={room.isArchived}
          aria-label={`Join ${room.name}`}
          onClick={() => void join()}
        >
          Join
        </Button>
      )}
    </li>
  )
}
