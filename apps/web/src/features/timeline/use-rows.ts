import { useMemo, useState, useSyncExternalStore } from 'react'
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
}

/** The rows to draw, what is unsent at their end; and whether the last change put rows in front. */
export function useRows({ timeline, window, viewerId, readSeq, day }: Source) {
  const unsent = useUnsent(timeline)
  const rows = useMemo(() => {
    const shown = window.hasNewer ? [] : unsent
    return buildRows(window, buildItems({ entries: window.entries, unsent: shown, viewerId, readSeq, day }))
  }, [window, unsent, viewerId, readSeq, day])

  const [change, setChange] = useState({ rows, shift: false })
  if (change.rows !== rows) setChange({ rows, shift: isPrepended(change.rows, rows) })
  return { rows, shift: change.shift, unsent }
}

function useUnsent(timeline: TimelineKey): readonly Unsent[] {
  const { outbox } = useLive()
  const all = useSyncExternalStore(outbox.subscribe, outbox.list)
  return useMemo(() => all.filter((message) => keyOf(message) === timeline), [all, timeline])
}

function keyOf(message: Unsent): TimelineKey {
  return message.rootId ? `thread:${message.rootId}` : `room:${message.roomId}`
}
