import { useEffect, useEffectEvent, useState } from 'react'
import { MessageQuery } from '../messages/message-query.ts'
import { useLive } from '../../graphql/live-context.ts'
import { showToast } from '../../ui/toast.ts'
import { indexOfMessage, type Row } from './rows.ts'
import type { TimelineKey } from './windows.ts'

type Options = {
  timeline: TimelineKey
  target: string | undefined
  rows: readonly Row[]
  showRow: (index: number) => void
  openThread: (rootId: string) => void
}

const litFor = 2500

/** Goes to a message that a link names, loading what lies around it when needed. Answers the one that is lit up. */
export function useTarget({ timeline, target, rows, showRow, openThread }: Options): string | null {
  const { client, pages } = useLive()
  const [lit, setLit] = useState<string | null>(null)
  const [shown, setShown] = useState<string>()
  const index = target ? indexOfMessage(rows, target) : -1

  if (target && index >= 0 && shown !== target) {
    setShown(target)
    setLit(target)
  }

  const show = useEffectEvent(() => showRow(index))
  useEffect(() => {
    if (shown) show()
  }, [shown])

  const find = useEffectEvent(async (id: string) => {
    if (timeline.startsWith('room:')) {
      const root = (await client.query(MessageQuery, { id }).toPromise()).data?.message?.root
      if (root) return openThread(root.id)
    }
    if (!(await pages.jump(timeline, id))) showToast('That message isn’t here any more')
  })

  const isMissing = target !== undefined && shown !== target && index < 0
  useEffect(() => {
    if (!isMissing) return
    find(target).catch(() => showToast('That message couldn’t be loaded', { tone: 'danger' }))
  }, [target, isMissing])

  useEffect(() => {
    if (!lit) return undefined
    const timer = setTimeout(() => setLit(null), litFor)
    return () => clearTimeout(timer)
  }, [lit])
  return lit
}
