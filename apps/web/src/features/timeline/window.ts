/**
 * A window is the contiguous run of a timeline that is loaded. It holds only what never changes about a message (its place, author, time); the
 * text and all that can change is read from the cache by id, by the rows on screen. So an event costs one row, whatever the window's length, and
 * events, resets and jumps need no pagination rules inside the cache: they insert into a window, or replace it.
 */
export type Entry = { id: string; seq: number; clientId: string; authorId: string; createdAt: string; cursor?: string }

export type Window = {
  roomId: string
  entries: readonly Entry[]
  hasOlder: boolean
  /** False while the window reaches the live end: only then are new messages put in. */
  hasNewer: boolean
}

export type Page = Omit<Window, 'roomId'>

type MessageFacts = {
  id: string
  seq: number
  clientId: string
  createdAt: string
  author: { id: string }
}

export function entryOf(message: MessageFacts): Entry {
  const { id, seq, clientId, createdAt } = message
  return { id, seq, clientId, createdAt, authorId: message.author.id }
}

/** Puts a message at its place. A window that doesn't reach the live end, or has it already, stays the same object. */
export function insertEntry(window: Window, entry: Entry): Window {
  const at = placeOf(window.entries, entry.seq)
  if (window.entries[at]?.seq === entry.seq) return window
  if (at === window.entries.length && window.hasNewer) return window
  if (at === 0 && window.hasOlder) return window
  return { ...window, entries: [...window.entries.slice(0, at), entry, ...window.entries.slice(at)] }
}

/** Puts an older page before the window. A page that was asked for from another place is ignored. */
export function prependPage(window: Window, page: Page, beforeSeq: number): Window {
  const first = window.entries[0]
  if (first && first.seq !== beforeSeq) return window
  const older = page.entries.filter((entry) => entry.seq < beforeSeq)
  return { ...window, entries: [...older, ...window.entries], hasOlder: page.hasOlder }
}

/** Puts a newer page behind the window. */
export function appendPage(window: Window, page: Page, afterSeq: number): Window {
  const last = window.entries.at(-1)
  if (last && last.seq !== afterSeq) return window
  const newer = page.entries.filter((entry) => entry.seq > afterSeq)
  return { ...window, entries: [...window.entries, ...newer], hasNewer: page.hasNewer }
}

/** The index of the first entry whose number is `seq` or more. */
export function placeOf(entries: readonly Entry[], seq: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.seq ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return low
}
