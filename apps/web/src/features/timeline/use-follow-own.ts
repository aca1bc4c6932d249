import { useCallback, useLayoutEffect, useRef } from 'react'
import { useLive } from '../../graphql/live-context.ts'
import type { Unsent } from '../../graphql/outbox-storage.ts'
import { describeError } from '../../lib/errors.ts'
import { showToast } from '../../ui/toast.ts'
import type { TimelineKey } from './windows.ts'

type Options = { timeline: TimelineKey; unsent: readonly Unsent[]; toBottom: () => void }

/** Who writes wants to see it: goes to the live end when something is sent. Answers how to go there. */
export function useFollowOwn({ timeline, unsent, toBottom }: Options): () => void {
  const { pages, windows } = useLive()
  const known = useRef(unsent)

  const latest = useCallback(() => {
    toBottom()
    if (!windows.get(timeline)?.hasNewer) return
    pages.jump(timeline).catch((error: unknown) => showToast(describeError(error), { tone: 'danger' }))
  }, [pages, windows, timeline, toBottom])

  useLayoutEffect(() => {
    const last = unsent.at(-1)
    const isNew = last && !known.current.some(({ clientId }) => clientId === last.clientId)
    known.current = unsent
    if (isNew) latest()
  }, [unsent, latest])
  return latest
}
