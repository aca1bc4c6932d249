import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { formatAgo } from '../../lib/time.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import type { Message } from '../messages/message-query.ts'
import { useTimelineActions } from '../timeline/timeline-context.ts'

/** Below a message with replies: how many, by whom, and since when. */
export function ThreadSummary({
  message,
}: {
  message: Pick<Message, 'id' | 'replyCount' | 'lastReplyAt' | 'repliers'>
}) {
  const { openThread } = useTimelineActions()
  const [openedAt] = useState(Date.now)
  const now = Math.max(openedAt, Date.parse(message.lastReplyAt ?? '') || 0)
  return (
    <button
      type="button"
      onClick={() => openThread(message.id)}
      className="group/thread mt-1 -ml-1.5 flex max-w-full items-center gap-2 rounded-m py-1 pr-2 pl-1.5 text-sm hover:bg-raised hover:shadow-panel"
    >
      <span className="flex -space-x-1">
        {message.repliers.map((person) => (
          <Avatar key={person.id} user={person} size="xs" className="rounded-s ring-2 ring-surface" />
        ))}
      </span>
      <span className="font-semibold text-accent-ink">
        {message.replyCount === 1 ? '1 reply' : `${message.replyCount} replies`}
      </span>
      {message.lastReplyAt && (
        <span className="truncate text-xs text-ink-faint">{formatAgo(message.lastReplyAt, now)}</span>
      )}
      <ChevronRight aria-hidden="true" className="size-4 text-ink-faint opacity-0 group-hover/thread:opacity-100" />
    </button>
  )
}
