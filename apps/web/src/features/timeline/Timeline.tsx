import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { VList } from 'virtua'
import { useViewer } from '../accounts/viewer.ts'
import { RetractDialog } from '../messages/RetractDialog.tsx'
import { JumpToNew } from './JumpToNew.tsx'
import { JumpToLatest } from './JumpToLatest.tsx'
import { LiveRegion } from './LiveRegion.tsx'
import { indexOfMessage, indexOfNew, isMessage, type Row } from './rows.ts'
import { TimelineRow } from './TimelineRow.tsx'
import { type TimelineActions, TimelineContext } from './timeline-context.ts'
import { useFollowOwn } from './use-follow-own.ts'
import { useMarkRead } from './use-mark-read.ts'
import { useRows } from './use-rows.ts'
import { useTarget } from './use-target.ts'
import { useTimelineScroll } from './use-timeline-scroll.ts'
import type { Window } from './window.ts'
import type { TimelineKey } from './windows.ts'

export type TimelineHandle = { editMyLast: () => void }

type TimelineProps = {
  timeline: TimelineKey
  window: Window
  label: string
  actions: Omit<TimelineActions, 'edit' | 'retract'>
  /** Where the viewer was when they opened it: the 'New' line stays there. Null for no line. */
  readSeq: number | null
  /** The day of what stands at the beginning. */
  day?: string | undefined
  /** A message to show in the middle and light up. */
  target?: string | undefined
  /** What stands at the very beginning. */
  start: ReactNode
  onFocusComposer: () => void
  ref?: Ref<TimelineHandle>
}

/** Messages from the oldest loaded to the newest, drawn only where one looks. */
export function Timeline({
  timeline,
  window,
  label,
  readSeq,
  day,
  target,
  start,
  onFocusComposer,
  ...props
}: TimelineProps) {
  const viewer = useViewer()
  const frame = useRef<HTMLDivElement>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const [retracting, setRetracting] = useState<string | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const isFromEnd = target === undefined
  const { rows, isWhole, shift, unsent } = useRows({ timeline, window, viewerId: viewer.id, readSeq, day, isFromEnd })
  const newIndex = indexOfNew(rows, readSeq)
  const { list, isAtBottom, isNewAbove, onScroll, onResize, toBottom, showRow } = useTimelineScroll({
    timeline,
    rows,
    isWhole,
    newIndex,
    readSeq,
  })
  const highlighted = useTarget({ timeline, target, rows, showRow, openThread: props.actions.openThread })
  const latest = useFollowOwn({ timeline, unsent, toBottom })
  useMarkRead({ timeline, window, isAtBottom })

  const actions = useMemo<TimelineActions>(
    () => ({
      ...props.actions,
      retract: setRetracting,
      edit: (id) => {
        setEditing(id)
        if (id === null) onFocusComposer()
      },
    }),
    [props.actions, onFocusComposer],
  )

  useImperativeHandle(props.ref, () => ({
    editMyLast: () => {
      const mine = rows.findLast((row) => row.kind === 'acknowledged' && row.entry.authorId === viewer.id)
      if (mine?.kind === 'acknowledged') setEditing(mine.entry.id)
    },
  }))

  const messages = rows.filter(isMessage)
  const tabStop = messages.some((row) => row.key === focused) ? focused : messages.at(-1)?.key
  const keepMounted = useMemo(() => {
    const held = rows.flatMap((row, index) => (row.key === focused || isEdited(row, editing) ? [index] : []))
    return held
  }, [rows, focused, editing])

  function moveFocus(event: KeyboardEvent) {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.message === undefined) return
    if (event.key === 'Escape') return onFocusComposer()
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const from = indexOfMessage(rows, event.target.dataset.message)
    let index = from + step
    while (rows[index] && rows[index]?.kind !== 'acknowledged') index += step
    const next = rows[index]
    if (next?.kind !== 'acknowledged') return step > 0 ? onFocusComposer() : undefined
    setFocused(next.key)
    list.current?.scrollToIndex(index, { align: 'nearest' })
    focusSoon(frame.current, next.entry.id)
  }

  return (
    <TimelineContext value={actions}>
      <div ref={frame} className="relative min-h-0 flex-1">
        <VList
          ref={list}
          onKeyDown={moveFocus}
          role="group"
          aria-label={label}
          data={rows}
          shift={shift}
          itemSize={usualHeight}
          bufferSize={400}
          keepMounted={keepMounted}
          onScroll={onScroll}
          onResize={onResize}
          className="!h-full overscroll-contain pb-3 [overflow-anchor:none]"
        >
          {(row: Row) => (
            <TimelineRow
              key={row.key}
              row={row}
              start={start}
              isTabStop={row.key === tabStop}
              isEditing={isEdited(row, editing)}
              isHighlighted={row.kind === 'acknowledged' && row.entry.id === highlighted}
              onFocus={setFocused}
            />
          )}
        </VList>
        {isNewAbove && <JumpToNew onJump={() => showRow(newIndex)} />}
        <JumpToLatest entries={window.entries} isAtBottom={isAtBottom} hasNewer={window.hasNewer} onJump={latest} />
      </div>
      <LiveRegion entries={window.entries} isLive={!window.hasNewer} />
      {retracting && <RetractDialog messageId={retracting} onClose={() => setRetracting(null)} />}
    </TimelineContext>
  )
}

/** What a row that isn't measured yet is taken for, in pixels. */
const usualHeight = 48

function isEdited(row: Row, editing: string | null): boolean {
  return row.kind === 'acknowledged' && row.entry.id === editing
}

/** A row that isn't drawn yet is there within a frame or two. */
function focusSoon(frame: HTMLElement | null, messageId: string, tries = 8) {
  const row = frame?.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`)
  if (row) row.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusSoon(frame, messageId, tries - 1))
}
