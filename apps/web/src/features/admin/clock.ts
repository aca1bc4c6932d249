import { useSyncExternalStore } from 'react'

/** How far this device's clock is ahead of the server's, in milliseconds; unknown until the server said a time. */
let ahead: number | undefined

/** Learns the server's clock from a time that it just said. A message that was long under way only makes a worse guess, so the best one is kept. */
export function hearServerTime(at: string, heardAt = Date.now()): void {
  const difference = heardAt - Date.parse(at)
  ahead = ahead === undefined ? difference : Math.min(ahead, difference)
}

export function serverNow(): number {
  return Date.now() - (ahead ?? 0)
}

let second = serverNow()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (!timer) second = serverNow()
  timer ??= setInterval(() => {
    second = serverNow()
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The server's time, new every `step` milliseconds, rounded up to whole ones: one timer for all who look. */
export function useServerNow(step = 1000): number {
  return useSyncExternalStore(subscribe, () => Math.ceil(second / step) * step)
}
