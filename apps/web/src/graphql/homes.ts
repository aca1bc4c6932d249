import { anyNode } from './lines.ts'

export type Homes = ReturnType<typeof createHomes>

const freshFor = 5_000

/** Where each room's feed is cheapest, as far as we were told: a path on the server. */
export function createHomes(ask: (roomId: string) => Promise<string | undefined>) {
  const paths = new Map<string, string>()
  const learntAt = new Map<string, number>()
  const listeners = new Map<string, Set<() => void>>()

  function set(roomId: string, path: string) {
    const isNew = paths.get(roomId) !== path
    paths.set(roomId, path)
    learntAt.set(roomId, Date.now())
    if (isNew) for (const listener of listeners.get(roomId) ?? []) listener()
  }

  return {
    of: (roomId: string): string => paths.get(roomId) ?? anyNode,
    set,
    /** Asks again, unless it was told since: a room may have moved while nobody here listened. `since` is in milliseconds since 1970. */
    refresh: (roomId: string, since = Date.now() - freshFor) => {
      if ((learntAt.get(roomId) ?? 0) > since) return
      // When nobody answers, the old place serves as well.
      ask(roomId).then(
        (path) => path && set(roomId, path),
        () => {},
      )
    },
    subscribe: (roomId: string, listener: () => void) => {
      const set = listeners.get(roomId) ?? new Set()
      listeners.set(roomId, set.add(listener))
      return () => void set.delete(listener)
    },
  }
}
