import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useQuery } from 'urql'
import { useLive } from '../../graphql/live-context.ts'
import { describeError } from '../../lib/errors.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SidePane } from '../../ui/Panes.tsx'
import { useMedia } from '../../lib/use-media.ts'
import { useViewer } from '../accounts/viewer.ts'
import { Composer } from '../composer/Composer.tsx'
import { ReadOnlyNote } from '../composer/ReadOnlyNote.tsx'
import { RoomState, type RoomViewRoom } from '../rooms/load-room.ts'
import { roomTitle } from '../rooms/room-title.ts'
import { useMessage } from '../messages/message-query.ts'
import { dayOf } from '../timeline/items.ts'
import { Timeline, type TimelineHandle } from '../timeline/Timeline.tsx'
import { TimelineSkeleton } from '../timeline/TimelineSkeleton.tsx'
import { useWindow } from '../timeline/windows.ts'
import { ThreadRoot } from './ThreadRoot.tsx'
import { MessagesSquare } from 'lucide-react'

type ThreadPaneProps = {
  roomId: string
  rootId: string
  /** The reply that a link names. */
  target?: string | undefined
  onClose: () => void
}

/** The right pane with a thread: the message it is about, the replies, and a composer of its own. */
export function ThreadPane({ roomId, rootId, target, onClose }: ThreadPaneProps) {
  const viewer = useViewer()
  const [{ data }] = useQuery({ query: RoomState, variables: { id: roomId } })
  const room = data?.room
  const problem = useThread(rootId)
  return (
    <SidePane title="Thread" subtitle={room ? roomTitle(room, viewer.id) : undefined} onClose={onClose}>
      {problem ? (
        <EmptyState icon={<MessagesSquare />} title="This thread didn’t load" className="flex-1">
          {problem}
        </EmptyState>
      ) : room ? (
        <Thread room={room} rootId={rootId} target={target === rootId ? undefined : target} />
      ) : (
        <TimelineSkeleton />
      )}
    </SidePane>
  )
}

type ThreadProps = { room: RoomViewRoom; rootId: string; target: string | undefined }

function Thread({ room, rootId, target }: ThreadProps) {
  const window = useWindow(`thread:${rootId}`)
  const isTouch = useMedia('(pointer: coarse)')
  const timeline = useRef<TimelineHandle>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const { permissions, id: roomId } = room
  const actions = useMemo(
    () => ({
      roomId,
      place: 'thread' as const,
      may: (permission: (typeof permissions)[number]) => permissions.includes(permission),
      openThread: () => {},
    }),
    [roomId, permissions],
  )
  const focusComposer = useCallback(() => field.current?.focus(), [])
  const root = useMessage(rootId)
  if (!window) return <TimelineSkeleton />

  return (
    <>
      <Timeline
        ref={timeline}
        timeline={`thread:${rootId}`}
        window={window}
        label="Replies"
        actions={actions}
        readSeq={null}
        target={target}
        day={root ? dayOf(Date.parse(root.createdAt)) : undefined}
        start={<ThreadRoot rootId={rootId} />}
        onFocusComposer={focusComposer}
      />
      <div className="shrink-0 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        {permissions.includes('POST') ? (
          <Composer
            field={field}
            roomId={roomId}
            timeline={`thread:${rootId}`}
            label="Reply in thread"
            placeholder="Reply…"
            onArrowUp={() => timeline.current?.editMyLast()}
            isFocusedAtOnce={!isTouch}
          />
        ) : (
          <ReadOnlyNote isArchived={room.isArchived} />
        )}
      </div>
    </>
  )
}

/** Loads the thread unless it is there. Answers what went wrong. */
function useThread(rootId: string): string | null {
  const { pages } = useLive()
  const window = useWindow(`thread:${rootId}`)
  const [problem, setProblem] = useState<string | null>(null)
  const isLoaded = window !== undefined
  useEffect(() => {
    if (isLoaded) return undefined
    let isCurrent = true
    pages.jump(`thread:${rootId}`).then(
      (isThere) => isCurrent && setProblem(isThere ? null : 'It isn’t there any more, or you may not see it.'),
      (error: unknown) => isCurrent && setProblem(describeError(error)),
    )
    return () => {
      isCurrent = false
    }
  }, [pages, rootId, isLoaded])
  return problem
}
