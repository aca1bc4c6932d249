import type { Client } from '@urql/core'
import { pageOf, pageSize, RoomPage, ThreadPage } from './message-page.ts'
import { appendPage, type Page, prependPage } from './window.ts'
import type { TimelineKey, Windows } from './windows.ts'

type PageArgs = { first?: number; after?: string; last?: number; before?: string; around?: string }
export type Pages = ReturnType<typeof createPages>

/** How many pages of a thread are read to find one reply. */
const furthestBack = 40

const network = { requestPolicy: 'network-only' as const }

/** Loads what lies beyond the edges of windows. One page of a timeline at a time; a failed one can be asked for again. */
export function createPages(client: () => Client, windows: Windows) {
  const busy = new Set<TimelineKey>()

  async function fetchPage(key: TimelineKey, args: PageArgs): Promise<(Page & { roomId: string }) | null> {
    const id = key.slice(key.indexOf(':') + 1)
    if (key.startsWith('room:')) {
      const { data, error } = await client()
        .query(RoomPage, { id, ...args }, network)
        .toPromise()
      if (error && !data?.room) throw error
      return data?.room ? { roomId: id, ...pageOf(data.room.messages) } : null
    }
    const { data, error } = await client()
      .query(ThreadPage, { id, ...args }, network)
      .toPromise()
    if (error && !data?.message) throw error
    return data?.message ? { roomId: data.message.room.id, ...pageOf(data.message.replies) } : null
  }

  /** Adds older pages of a thread until this reply is there. */
  async function reachBack(key: TimelineKey, page: Page & { roomId: string }, id: string | undefined) {
    let reached = page
    for (let count = 0; count < furthestBack; count += 1) {
      const [first] = reached.entries
      if (!id || !first?.cursor || !reached.hasOlder || reached.entries.some((entry) => entry.id === id)) break
      const older = await fetchPage(key, { last: pageSize, before: first.cursor })
      if (!older) break
      reached = { ...prependPage(reached, older, first.seq) }
    }
    return reached
  }

  async function once(key: TimelineKey, load: () => Promise<void>): Promise<void> {
    if (busy.has(key)) return
    busy.add(key)
    try {
      await load()
    } finally {
      busy.delete(key)
    }
  }

  return {
    older: (key: TimelineKey) =>
      once(key, async () => {
        const first = windows.get(key)?.entries[0]
        if (!first?.cursor || !windows.get(key)?.hasOlder) return
        const page = await fetchPage(key, { last: pageSize, before: first.cursor })
        if (page) windows.update(key, (window) => prependPage(window, page, first.seq))
      }),
    newer: (key: TimelineKey) =>
      once(key, async () => {
        const last = windows.get(key)?.entries.at(-1)
        if (!last?.cursor || !windows.get(key)?.hasNewer) return
        const page = await fetchPage(key, { first: pageSize, after: last.cursor })
        if (page) windows.update(key, (window) => appendPage(window, page, last.seq))
      }),
    /** Replaces the window by the live end, or by what lies around a message. False when that isn't there. */
    jump: async (key: TimelineKey, around?: string): Promise<boolean> => {
      const page = await (key.startsWith('room:') && around
        ? fetchPage(key, { around, first: pageSize })
        : fetchPage(key, { last: pageSize }).then((end) => end && reachBack(key, end, around)))
      if (!page || (around && !page.entries.some((entry) => entry.id === around))) return false
      windows.set(key, page)
      return true
    },
  }
}
