import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { cx } from '../../lib/cx.ts'
import { Badge } from '../../ui/Badge.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { RoomIcon } from '../rooms/RoomIcon.tsx'
import type { SidebarRoom } from './sidebar-rooms.ts'
import { usePrefetch } from './use-prefetch.ts'

export const RoomLink = memo(function RoomLink({ entry, isTabStop }: { entry: SidebarRoom; isTabStop: boolean }) {
  const viewer = useViewer()
  const intent = usePrefetch(entry.id)
  const { room, title, unread, mentions } = entry
  return (
    <li>
      <Link
        to="/rooms/$roomId"
        params={{ roomId: room.id }}
        activeOptions={{ includeSearch: false }}
        data-room-link=""
        {...intent}
        tabIndex={isTabStop ? 0 : -1}
        className={cx(
          'group flex h-[1.9375rem] items-center gap-2 rounded-m pr-1.5 pl-2 text-sm transition-colors duration-75 outline-offset-0 hover:bg-hover pointer-coarse:h-10',
          'aria-[current=page]:bg-raised aria-[current=page]:font-semibold aria-[current=page]:text-ink aria-[current=page]:shadow-panel',
          unread > 0 ? 'font-bold text-ink' : 'text-ink-muted',
        )}
      >
        <RoomIcon
          room={room}
          viewerId={viewer.id}
          className="group-aria-[current=page]:text-accent-ink group-aria-[current=page]:[--avatar-ring:var(--raised)]"
        />
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {mentions > 0 ? (
          <Badge count={mentions} tone="accent" label={mentionsInWords(mentions, room.kind === 'DIRECT')} />
        ) : (
          <Badge count={unread} label={`${unread} unread`} />
        )}
      </Link>
    </li>
  )
})

function mentionsInWords(count: number, isDirect: boolean): string {
  if (isDirect) return `${count} unread`
  return count === 1 ? '1 mention' : `${count} mentions`
}
