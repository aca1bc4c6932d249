import type { Unsent } from '../../graphql/outbox-storage.ts'
import type { Entry } from './window.ts'

/** One row of a timeline. A message is acknowledged, or it waits, or it was refused; never two of them at once. */
export type Item =
  | { kind: 'day'; key: string; date: string }
  | { kind: 'unread'; key: string }
  | { kind: 'acknowledged'; key: string; entry: Entry; isFirst: boolean }
  | { kind: 'pending'; key: string; message: Unsent; isFirst: boolean }
  | { kind: 'failed'; key: string; message: Unsent; isFirst: boolean }

type Source = {
  entries: readonly Entry[]
  unsent: readonly Unsent[]
  viewerId: string
  /** The number of the last event that was seen when the timeline was opened; the 'New' line stands after it. */
  readSeq: number | null
  /** The day of what stands above, as 2026-11-22, which then needs no line of its own. */
  day?: string | undefined
}

const groupWithin = 5 * 60_000

/** Lays a timeline out: a line per day, one for what is new, and messages of one author within five minutes together. */
export function buildItems({ entries, unsent, viewerId, readSeq, day: firstDay }: Source): Item[] {
  const items: Item[] = []
  const known = new Set<string>()
  let previous: { authorId: string; at: number; day: string } | null = null
  let isUnreadShown = readSeq === null

  function lead(authorId: string, at: number): boolean {
    const day = dayOf(at)
    const isNewDay = (previous ? previous.day : firstDay) !== day
    if (isNewDay) items.push({ kind: 'day', key: `day:${day}`, date: day })
    const isFirst: boolean =
      isNewDay || previous?.authorId !== authorId || at - previous.at > groupWithin || items.at(-1)?.kind === 'unread'
    // A group is five minutes from its beginning, so that a long monologue gets a time now and then.
    previous = { authorId, day, at: isFirst || !previous ? at : previous.at }
    return isFirst
  }

  for (const entry of entries) {
    const at = Date.parse(entry.createdAt)
    if (entry.authorId === viewerId) known.add(entry.clientId)
    if (!isUnreadShown && readSeq !== null && entry.seq > readSeq && entry.authorId !== viewerId) {
      isUnreadShown = true
      if (items.length > 0) items.push({ kind: 'unread', key: 'unread' })
    }
    const isFirst = lead(entry.authorId, at)
    items.push({ kind: 'acknowledged', key: keyOf(entry.authorId, entry.clientId), entry, isFirst })
  }
  for (const message of unsent) {
    if (known.has(message.clientId)) continue
    const isFirst = lead(viewerId, Math.max(message.createdAt, latestOf(entries)))
    const kind = message.problem === null ? 'pending' : 'failed'
    items.push({ kind, key: keyOf(viewerId, message.clientId), message, isFirst })
  }
  return items
}

/** The same for a message before and after it is acknowledged, so that its row stays where it is. */
function keyOf(authorId: string, clientId: string): string {
  return `${authorId}:${clientId}`
}

/** What is unsent stands at the end, even when this device's clock is behind. */
function latestOf(entries: readonly Entry[]): number {
  return Date.parse(entries.at(-1)?.createdAt ?? '') || 0
}

/** The local calendar day, as 2026-11-22. `at` is milliseconds since 1970. */
export function dayOf(at: number): string {
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
