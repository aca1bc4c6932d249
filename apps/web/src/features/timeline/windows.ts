import { useCallback, useSyncExternalStore } from 'react'
import { useLive } from '../../graphql/live-context.ts'
import { entryOf, insertEntry, type Window } from './window.ts'

/** Names a timeline: a room's main one, or that of a thread. */
export type TimelineKey = `room:${string}` | `thread:${string}`

type Posted = Parameters<typeof entryOf>[0] & { room: { id: string }; root?: { id: string } | null }

export type Windows = ReturnType<typeof createWindows>

/** What is loaded of each timeline, in memory for as long as somebody is signed in. */
export function createWindows() {
  const windows = new Map<TimelineKey, Window>()
  const listeners = new Map<TimelineKey, Set<() => void>>()

  function set(key: TimelineKey, next: Window | undefined) {
    if (windows.get(key) === next) return
    if (next) windows.set(key, next)
    else windows.delete(key)
    for (const listener of listeners.get(key) ?? []) listener()
  }

  return {
    get: (key: TimelineKey): Window | undefined => windows.get(key),
    set,
    update: (key: TimelineKey, change: (window: Window) => Window) => {
      const window = windows.get(key)
      if (window) set(key, change(window))
    },
    /** A message was posted, here or by anybody: it goes into the timeline it belongs to, if that is loaded. */
    insert: (message: Posted) => {
      const key = timelineOf(message)
      const window = windows.get(key)
      if (window) set(key, insertEntry(window, entryOf(message)))
    },
    subscribe: (key: TimelineKey, listener: () => void) => {
      const set = listeners.get(key) ?? new Set()
      listeners.set(key, set.add(listener))
      return () => set.delete(listener)
    },
    /** Forgets the threads of a room that was loaded afresh: what they missed is not known. */
    dropThreads: (roomId: string) => {
      for (const [key, window] of windows) {
        if (key.startsWith('thread:') && window.roomId === roomId) set(key, undefined)
      }
    },
  }
}

export function timelineOf(message: { room: { id: string }; root?: { id: string } | null }): TimelineKey {
  return message.root ? `thread:${message.root.id}` : `room:${message.room.id}`
}

export function useWindow(key: TimelineKey): Window | undefined {
  const { windows } = useLive()
  const subscribe = useCallback((listener: () => void) => windows.subscribe(key, listener), [windows, key])
  return useSyncExternalStore(subscribe, () => windows.get(key))
}
