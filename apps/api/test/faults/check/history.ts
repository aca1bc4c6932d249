// What happened in a run, as plain data for the checker.

/** A message that somebody sent, in as many tries as it took. Times are of one clock, in ms. */
export type Sent = {
  room: string
  clientId: string
  startedAt: number
  /** Null when no answer ever came: it may be there or not. */
  acknowledged: { at: number; seq: number } | null
}

/** What one follower of a room lived through, in order. `at` is the clock's time, in ms since 1970. */
export type Entry =
  | { kind: 'loaded'; seq: number; at: number }
  | { kind: 'following'; after: number; at: number }
  | { kind: 'event'; seq: number; what: string; at: number }
  | { kind: 'reset'; seq: number; reason: string; at: number }
  | { kind: 'ended'; why: string; at: number }

/** A room as somebody sees it. */
export type RoomState = {
  room: Record<string, unknown>
  members: Record<string, unknown>
  /** By number. */
  messages: Record<number, unknown>
}

export type Following = { who: string; userId: string; room: string; entries: Entry[]; state: RoomState }

/** A line of the log, as the database has it. `what` is as in a follower's entry. */
export type LogLine = { seq: number; at: number; what: string; joined?: string; left?: string }

/** A room as the database has it, and as every node answers it in the end. */
export type RoomTruth = {
  room: string
  lastSeq: number
  log: LogLine[]
  messages: { seq: number; clientId: string }[]
  members: string[]
  fresh: RoomState[]
}

export type History = { sent: Sent[]; followings: Following[]; rooms: RoomTruth[] }

/** What an event says, but for what changes with the time: the same words for all who hear of it, and for the log. */
export function whatOf(type: string, about: { message?: number; emoji?: string; user?: string }): string {
  return [type, about.message, about.emoji, about.user].filter((part) => part !== undefined).join(' ')
}
