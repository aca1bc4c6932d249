import type { Database, Statement } from '@parley/db'
import type { HeldRoom } from './held-room.ts'

/**
 * One change of one room. It runs inside the transaction that holds the room's row, decides (checks that must not race
 * belong here), writes through `held.tx` and appends the events that tell of it. It may be run again after a deadlock or a
 * lost connection, so it must be idempotent in effect: what is done already is a success and appends nothing.
 */
export type Change<T> = (held: HeldRoom) => Promise<T>

/** Rows by the names that a bulk change gave to what it reads. */
export type Rows = Record<string, unknown[]>

/**
 * A kind of change that is applied to many inputs at once: the hot path. It only says what is to be read and written, so
 * that the one goes to the database together with the lock and the other with the commit.
 */
export type BulkChange<I, T, R extends Rows = Rows> = {
  /** What decides: read once the rooms are locked, those that aren't there left out. Null where there is nothing to read. */
  reads(database: Database, inputs: readonly I[]): { [Name in keyof R]: Statement<R[Name][number]> | null }
  /** Decides without waiting, and appends the events. It may be asked again, as a `Change` may be run again. */
  decide(database: Database, items: readonly Item<I>[], rows: R): Decision<T>
}

/** A bulk change of whatever kind, once it waits among others. */
export type AnyBulkChange = BulkChange<unknown, unknown>

export type Item<I> = { held: HeldRoom; input: I }

/** An outcome per input, in their order, and what is to be written; nothing of an input whose outcome is an Error. */
export type Decision<T> = { outcomes: (T | Error)[]; writes: Statement[] }
