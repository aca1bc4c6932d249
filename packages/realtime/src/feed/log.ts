/** One numbered thing that happened in a stream. Numbers are gapless from 1. Never changed once it was written. */
export type StreamEvent = { readonly seq: number }

/** Where a log stands. `epoch` changes when the log was restored or repaired: numbers of two epochs can't be compared. */
export type Position = { readonly epoch: string; readonly head: number }

/** A part of a log: the events past the asked one, in order, without gaps, as they and the position were at one moment. */
export type LogPage<E extends StreamEvent> = Position & { readonly events: readonly E[] }

/** The truth: where events are written before anybody is told. Usually a table. */
export interface LogSource<E extends StreamEvent> {
  /**
   * The first `limit` events of `stream` past number `after`, and where the log stands (`head`: its last number, 0 when it
   * is empty). Must show everything that was committed before the call. Events may be missing only at the old end of the
   * log, when it's trimmed. Rejects when the log can't be read; that is tried again. With `UnknownStreamError` when there is none.
   */
  read(stream: string, after: number, limit: number): Promise<LogPage<E>>

  /** Where each of these streams stands, in one query. A stream that doesn't exist is left out. */
  heads(streams: readonly string[]): Promise<ReadonlyMap<string, Position>>
}

/** What rings the bell: whole events, in order, published on the stream's topic after their commit. */
export type Publication<E extends StreamEvent> = { readonly epoch: string; readonly events: readonly E[] }

/**
 * Events can't be given one by one from the asked cursor on: load the state afresh (at `head` or later), forget what
 * came before. What follows is past `head`.
 *
 * - `epoch`: the log was restored or repaired. `ahead`: the cursor is past the end of the log (it is of a lost history).
 * - `backlog`: too many events were missed. `trimmed`: the log doesn't reach back so far.
 */
export type Reset = Position & { readonly reason: 'epoch' | 'ahead' | 'backlog' | 'trimmed' }

export function isReset(value: object): value is Reset {
  return 'reason' in value && 'head' in value && 'epoch' in value
}

/** Publications come from processes of other versions: look before you trust. */
export function isPublication<E extends StreamEvent>(message: unknown): message is Publication<E> {
  if (typeof message !== 'object' || message === null) return false
  const { epoch, events } = message as { epoch?: unknown; events?: unknown }
  return typeof epoch === 'string' && Array.isArray(events) && events.every((event) => Number.isSafeInteger(event?.seq))
}
