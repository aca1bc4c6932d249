import { useSyncExternalStore } from 'react'

let second = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (!timer) second = Date.now()
  timer ??= setInterval(() => {
    second = Date.now()
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time, new every second: one timer for all who look. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second)
}
