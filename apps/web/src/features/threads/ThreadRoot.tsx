import { useState } from 'react'
import { MessageRow } from '../messages/MessageRow.tsx'
import { useMessage } from '../messages/message-query.ts'
import { TimelineContext, useTimelineActions } from '../timeline/timeline-context.ts'

/** The message that a thread is about, above its replies. */
export function ThreadRoot({ rootId }: { rootId: string }) {
  const message = useMessage(rootId)
  const actions = useTimelineActions()
  const [isEditing, setIsEditing] = useState(false)
  const count = message?.replyCount ?? 0
  return (
    <div className="pt-2">
      <TimelineContext value={{ ...actions, edit: (id) => setIsEditing(id !== null) }}>
        <MessageRow id={rootId} isFirst isTabStop={false} isEditing={isEditing} isHighlighted={false} isThreadRoot />
      </TimelineContext>
      <div className="mt-3 flex items-center gap-3 px-4 md:px-5">
        <span className="text-xs font-semibold text-ink-muted">
          {count === 0 ? 'No replies yet' : count === 1 ? '1 reply' : `${count} replies`}
        </span>
        <span aria-hidden="true" className="h-px flex-1 bg-line" />
      </div>
    </div>
  )
}
