import { useCallback, useEffect, useRef, useState } from 'react'
import { readStored, writeStored } from '../../lib/storage.ts'
import type { TimelineKey } from '../timeline/windows.ts'

const settledAfter = 250

/** What is being written in this timeline: kept through a reload, written down when the fingers rest. */
export function useDraft(viewerId: string, timeline: TimelineKey): [string, (text: string) => void] {
  const key = `draft.${viewerId}.${timeline}`
  const [text, setText] = useState(() => readStored(key) ?? '')
  const pending = useRef<string>(undefined)

  const save = useCallback(() => {
    if (pending.current === undefined) return
    writeStored(key, pending.current || null)
    pending.current = undefined
  }, [key])

  const change = useCallback(
    (next: string) => {
      pending.current = next
      setText(next)
      // An empty field has been sent or cleared: nothing may come back after a reload.
      if (next === '') save()
    },
    [save],
  )

  useEffect(() => {
    const timer = setTimeout(save, settledAfter)
    return () => clearTimeout(timer)
  }, [text, save])

  useEffect(() => {
    window.addEventListener('pagehide', save)
    return () => {
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [save])

  return [text, change]
}
