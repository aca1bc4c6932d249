import type { Item } from './items.ts'
import type { Window } from './window.ts'

/** A timeline's rows: its items, after what leads it: the beginning of the room or thread, or a sign that more is being loaded. */
export type Row =
  | Item
  | { kind: 'start'; key: 'lead' }
  | { kind: 'older'; key: 'lead' }
  | { kind: 'newer'; key: 'tail' }

export function buildRows(window: Window, items: readonly Item[]): Row[] {
  const lead: Row = window.hasOlder ? { kind: 'older', key: 'lead' } : { kind: 'start', key: 'lead' }
  return window.hasNewer ? [lead, ...items, { kind: 'newer', key: 'tail' }] : [lead, ...items]
}

/** Whether these rows are those before with others put in front: then the list keeps its place from its end. */
export function isPrepended(before: readonly Row[], after: readonly Row[]): boolean {
  const [first, last] = [before.find(isMessage), before.findLast(isMessage)]
  if (!first || !last || after.length <= before.length) return false
  return after.find(isMessage)?.key !== first.key && after.findLast(isMessage)?.key === last.key
}

/** Where what is new begins; the top when that lies further up than what is loaded; -1 when nothing is new. */
export function indexOfNew(rows: readonly Row[], readSeq: number | null): number {
  if (readSeq === null) return -1
  const line = rows.findIndex((row) => row.kind === 'unread')
  if (line >= 0) return line
  const first = rows.find((row) => row.kind === 'acknowledged')
  return rows[0]?.kind === 'older' && first?.kind === 'acknowledged' && first.entry.seq > readSeq ? 0 : -1
}

export function isMessage(row: Row): boolean {
  return row.kind === 'acknowledged' || row.kind === 'pending' || row.kind === 'failed'
}

export function indexOfMessage(rows: readonly Row[], messageId: string): number {
  return rows.findIndex((row) => row.kind === 'acknowledged' && row.entry.id === messageId)
}
