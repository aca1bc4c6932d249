import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useQuery } from 'urql'
import { useMedia } from '../../lib/use-media.ts'
import { MainPane } from '../../ui/Panes.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { Composer } from '../composer/Composer.tsx'
import { ReadOnlyNote } from '../composer/ReadOnlyNote.tsx'
import { RoomHeader } from '../rooms/RoomHeader.tsx'
import { RoomState, type RoomViewRoom } from '../rooms/load-room.ts'
import { roomTitle } from '../rooms/room-title.ts'
import { TypingLine } from '../typing/TypingLine.tsx'
import { RoomStart } from './RoomStart.tsx'
import { Timeline, type TimelineHandle } from './Timeline.tsx'
import { TimelineSkeleton } from './TimelineSkeleton.tsx'
import type { Window } from './window.ts'

type RoomPaneProps = { roomId: string; window: Window; target: string | undefined }

/** The middle pane of a room that has been loaded: header, timeline, composer. */
export function RoomPane({ roomId, window, target }: RoomPaneProps) {
  const [{ data }] = useQuery({ query: RoomState, variables: { id: roomId } })
  if (!data?.room) return <MainPane>{<TimelineSkeleton />}</MainPane>
  return <LoadedRoom room={data.room} window={window} target={target} />
}

/** The last event that was seen, when there is more; else null. */
function unreadFrom({ membership, messageCount }: RoomViewRoom): number | null {
  return membership && messageCount > membership.readCount ? membership.readSeq : null
}

function LoadedRoom({ room, window, target }: { room: RoomViewRoom; window: Window; target: string | undefined }) {
  const viewer = useViewer()
  const navigate = useNavigate()
  const isTouch = useMedia('(pointer: coarse)')
  const timeline = useRef<TimelineHandle>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [readSeq, setReadSeq] = useState(() => unreadFrom(room))
  // Effects run again whenever a room that was kept is shown again.
  const look = useEffectEvent(() => setReadSeq(unreadFrom(room)))
  useEffect(() => {
    const frame = requestAnimationFrame(() => look())
    return () => cancelAnimationFrame(frame)
  }, [])
  const title = roomTitle(room, viewer.id)
  const { permissions, id: roomId } = room
  const actions = useMemo(
    () => ({
      roomId,
      place: 'room' as const,
      may: (permission: (typeof permissions)[number]) => permissions.includes(permission),
      openThread: (thread: string) =>
        void navigate({ to: '.', search: (current) => ({ ...current, thread, pane: undefined }) }),
    }),
    [roomId, permissions, navigate],
  )
  const focusComposer = useCallback(() => field.current?.focus(), [])

  return (
    <MainPane header={<RoomHeader room={room} />}>
      <Timeline
        ref={timeline}
        timeline={`room:${roomId}`}
        window={window}
        label={`Messages in ${title}`}
        actions={actions}
        readSeq={readSeq}
        target={target}
        start={<RoomStart room={room} />}
        onFocusComposer={focusComposer}
      />
      <footer className="shrink-0 px-3 pb-[max(0.25rem,env(safe-area-inset-bottom))] md:px-4">
        {permissions.includes('POST') ? (
          <Composer
            field={field}
            roomId={roomId}
            timeline={`room:${roomId}`}
            label={`Message ${title}`}
            placeholder={`Message ${title}`}
            onArrowUp={() => timeline.current?.editMyLast()}
            isFocusedAtOnce={!isTouch}
          />
        ) : (
          <ReadOnlyNote isArchived={room.isArchived} />
        )}
        <TypingLine roomId={roomId} />
      </footer>
    </MainPane>
  )
}
