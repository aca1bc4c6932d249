import { pacedFrames } from '../lib/paced-frames.ts'

/**
 * Events wait here for a moment when the page draws and are then applied together, so that a burst costs one rendering.
 * It also remembers the last ones: an answer that was asked for before an event came may be older than the event, so
 * `replaySince` applies the event again after it. Applying twice is harmless, since events carry how things are.
 */
export type EventQueue = {
  push: (apply: () => void) => void
  /** Says 'now'; for `replaySince`. */
  now: () => number
  replaySince: (time: number) => void
  /** Applies what waits at once. */
  flush: () => void
}

const remembered = 1000
/** How far apart a busy room is drawn, in milliseconds: nobody reads faster. */
const drawnApart = 100

export function createEventQueue(schedule = pacedFrames(drawnApart)): EventQueue {
  const recent: (() => void)[] = []
  let waiting: (() => void)[] = []
  let count = 0
  let isScheduled = false

  function wait(apply: () => void) {
    waiting.push(apply)
    if (isScheduled) return
    isScheduled = true
    schedule(flush)
  }

  function flush() {
    isScheduled = false
    const batch = waiting
    waiting = []
    for (const apply of batch) apply()
  }

  return {
    flush,
    now: () => count,
    push: (apply) => {
      count += 1
      recent.push(apply)
      if (recent.length > remembered) recent.shift()
      wait(apply)
    },
    replaySince: (time) => {
      const missed = Math.min(count - time, recent.length)
      if (missed > 0) for (const apply of recent.slice(-missed)) wait(apply)
    },
  }
}
