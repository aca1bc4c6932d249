import { startTransition, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Unsent } from '../../graphql/outbox-storage.ts'
import { useLive } from '../../graphql/live-context.ts'
import { buildItems } from './items.ts'
import { buildRows, isPrepended } from './rows.ts'
import type { Window } from './window.ts'
import type { TimelineKey } from './windows.ts'

type Source = {
  timeline: TimelineKey
  window: Window
  viewerId: string
  readSeq: number | null
  day?: string | undefined
  /** Whether the end is what is looked at first; not so when a link leads elsewhere. */
  isFromEnd: boolean
}

/** Fills the highest screen. */
const firstDrawn = 30

/**
 * The rows to draw, what is unsent at their end; and whether the last change put rows in front. The first drawing has only the last ones, so that
 * the end is there at once; the rest is put in front of it a moment later, as older pages are.
 */
export function useRows({ timeline, window, viewerId, readSeq, day, isFromEnd }: Source) {
  const unsent = useUnsent(timeline)
  const all = useMemo(() => {
    const shown = window.hasNewer ? [] : unsent
    return buildRows(window, buildItems({ entries: window.entries, unsent: shown, viewerId, readSeq, day }))
  }, [window, unsent, viewerId, readSeq, day])

  const [isWhole, setIsWhole] = useState(!isFromEnd || all.length <= firstDrawn)
  useEffect(() => startTransition(() => setIsWhole(true)), [])
  const rows = useMemo(() => (isWhole ? all : all.slice(-firstDrawn)), [all, isWhole])

  const [change, setChange] = useState({ rows, shift: false })
  if (change.rows !== rows) setChange({ rows, shift: isPrepended(change.rows, rows) })
  return { rows, isWhole, shift: change.shift, unsent }
}

function useUnsent(timeline: TimelineKey): readonly Unsent[] {
  const { outbox } = useLive()
  const all = useSyncExternalStore(outbox.subscribe, outbox.list)
  return useMemo(() => all.filter((message) => keyOf(message) === timeline), [all, timeline])
}

function keyOf(message: Unsent): TimelineKey {
  return message.rootId ? `thread:${message.rootId}` : `room:${message.roomId}`
}
