import type { Database, RoomRow, Tx } from '@parley/db'
import { sql } from 'kysely'
import { AccessError, FencedError, OverloadedError } from '../errors.ts'
import { isDuplicate } from './duplicate.ts'
import { HeldRoom } from './held-room.ts'
import { backOff, isLost, isTransient } from './transient.ts'
import { insertEvents, lockRooms, saveRooms } from './write.ts'

/**
 * One change of one room. It runs inside the transaction that holds the room's row, decides (checks that must not race
 * belong here), writes through `held.tx` and appends the events that tell of it. It may be run again after a deadlock or a
 * lost connection, so it must be idempotent in effect: what is done already is a success and appends nothing.
 */
export type Change<T> = (held: HeldRoom) => Promise<T>

/**
 * A kind of change that is applied to many inputs at once, by statements for all of them: the hot path. An outcome per
 * input, in their order; an input that fails (an Error as its outcome) must not have written anything.
 */
export type BulkChange<I, T> = (tx: Tx, items: readonly { held: HeldRoom; input: I }[]) => Promise<(T | Error)[]>

export type Commits = {
  /** Applies a change to a room, together with whatever else is waiting; resolves when it is durable. */
  commit<T>(roomId: string, change: Change<T>): Promise<T>
  /**
   * The same for a room that the change brings into being. Rejects as `isDuplicate` says when one of its keys is taken, and
   * that may be by itself, when the answer to its first try was lost.
   */
  commitNew<T>(room: RoomRow, change: Change<T>): Promise<T>
  /** The same for one input of a bulk change; inputs of the same `change` that wait together are applied together. */
  commitBulk<I, T>(roomId: string, change: BulkChange<I, T>, input: I): Promise<T>
  /** Resolves when nothing is waiting or being written. */
  idle(): Promise<void>
}

export type Committed = { rooms: HeldRoom[] }

export type CommitOptions = {
  database: Database
  /** Tells the world, after the commit. Must not throw. */
  publish(committed: Committed): void
  /**
   * Called first in each transaction, before anything is locked or written: whether this node may write at all. A
   * FencedError refuses the whole batch at once, and whatever else it reads in `tx` holds until the commit.
   */
  fence?(tx: Tx): Promise<void>
  /** How many changes may wait; the next gets an OverloadedError. */
  maxQueue?: number
  /** How many changes go into one transaction at most. */
  maxBatch?: number
  onBatch?(size: number, seconds: number): void
}

type Waiting = {
  roomId: string
  newRoom?: RoomRow
  change?: Change<unknown>
  bulk?: { change: BulkChange<unknown, unknown>; input: unknown }
  resolve(value: unknown): void
  reject(error: unknown): void
}
type Outcome = { value: unknown } | { error: unknown }

const maxTries = 6

/**
 * Group commit: the only write path that others can see. While one transaction is in flight, the changes that arrive wait
 * together and go into the next one; there is no timer, so alone a change costs what a plain transaction does.
 */
export function createCommits(options: CommitOptions): Commits {
  const { publish, maxQueue = 10_000, maxBatch = 256, onBatch } = options
  const waiting: Waiting[] = []
  let writing: Promise<void> | null = null

  function enqueue<T>(job: Omit<Waiting, 'resolve' | 'reject'>): Promise<T> {
    if (waiting.length >= maxQueue) return Promise.reject(new OverloadedError())
    return new Promise<T>((resolve, reject) => {
      waiting.push({ ...job, resolve: resolve, reject })
      writing ??= drain()
    })
  }

  async function drain(): Promise<void> {
    // Changes made in the same tick go together, the first one's included.
    await Promise.resolve()
    while (waiting.length > 0) await write(waiting.splice(0, maxBatch))
    // In the same breath as the check: a change that arrives later starts anew.
    writing = null
  }

  /** Writes a batch; what breaks the transaction is found by writing each change alone. */
  async function write(batch: Waiting[]): Promise<void> {
    try {
      await attempt(batch)
    } catch (error) {
      // Without a database, or behind a fence, each alone would fare no better.
      if (batch.length === 1 || isLost(error) || error instanceof FencedError)
        for (const job of batch) job.reject(error)
      else for (const job of batch) await write([job])
    }
  }

  async function attempt(batch: Waiting[]): Promise<void> {
    const started = performance.now()
    for (let tries = 1; ; tries++) {
      try {
        const { rooms, outcomes } = await options.database.kysely
          .transaction()
          .execute((tx) => applyBatch(tx, options, batch))
        onBatch?.(batch.length, (performance.now() - started) / 1000)
        publish({ rooms })
        batch.forEach((job, i) => settle(job, outcomes[i]))
        return
      } catch (error) {
        if (isTransient(error) ? tries === maxTries : tries > 1 || !mayBeLate(error, batch)) throw error
        await backOff(tries)
      }
    }
  }

  return {
    commit: (roomId, change) => enqueue({ roomId, change }),
    commitNew: (newRoom, change) => enqueue({ roomId: newRoom.id, newRoom, change }),
    commitBulk: (roomId, change, input) =>
      enqueue({ roomId, bulk: { change: change as BulkChange<unknown, unknown>, input } }),
    async idle() {
      while (writing) await writing
    },
  }
}

/** Whether a bulk change lost a race for a unique key with another node: when it looks again it sees who was first. */
function mayBeLate(error: unknown, batch: readonly Waiting[]): boolean {
  return isDuplicate(error) && batch.some((job) => job.bulk)
}

async function applyBatch(tx: Tx, { database, fence }: CommitOptions, batch: Waiting[]) {
  await fence?.(tx)
  // What is yet to be can't be locked, and asking for it would lock the gap where other nodes' rooms come into being.
  const rooms = await lockRooms(
    tx,
    database.dialect,
    batch.flatMap((job) => (job.newRoom ? [] : [job.roomId])),
  )
  const outcomes: Outcome[] = []
  for (const run of runsOf(batch)) {
    const [first] = run as [Waiting, ...Waiting[]]
    if (first.bulk) outcomes.push(...(await applyBulk(tx, rooms, run)))
    else outcomes.push(...(await (batch.length > 1 ? applyGuarded : applyAlone)(tx, rooms, first)))
  }
  const changed = [...rooms.values()].filter((held) => held.events.length > 0 || held.bells.length > 0)
  await insertEvents(tx, changed)
  await saveRooms(tx, changed)
  return { rooms: changed, outcomes }
}

/** Neighbours with the same bulk change make one run; every other change is a run of its own. */
function* runsOf(batch: Waiting[]): Generator<Waiting[]> {
  for (let start = 0; start < batch.length; ) {
    const kind = batch[start]?.bulk?.change
    let end = start + 1
    while (kind && batch[end]?.bulk?.change === kind) end++
    yield batch.slice(start, end)
    start = end
  }
}

async function applyBulk(tx: Tx, rooms: Map<string, HeldRoom>, run: Waiting[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = run.map(() => ({ error: new AccessError() }))
  const present = run.flatMap((job, i) => {
    const held = rooms.get(job.roomId)
    return held ? [{ i, held, input: job.bulk?.input }] : []
  })
  const change = run[0]?.bulk?.change
  const results = change && present.length > 0 ? await change(tx, present) : []
  present.forEach(({ i }, n) => {
    const result = results[n]
    outcomes[i] = result instanceof Error ? { error: result } : { value: result }
  })
  return outcomes
}

async function applyAlone(tx: Tx, rooms: Map<string, HeldRoom>, job: Waiting): Promise<Outcome[]> {
  const held = job.newRoom ? new HeldRoom(tx, job.newRoom) : rooms.get(job.roomId)
  if (!held || !job.change) return [{ error: new AccessError() }]
  if (job.newRoom) await tx.insertInto('room').values(job.newRoom).execute()
  const value = await job.change(held)
  rooms.set(job.roomId, held)
  return [{ value }]
}

/** A change among others: when it fails, what it wrote is undone and the others go on. */
async function applyGuarded(tx: Tx, rooms: Map<string, HeldRoom>, job: Waiting): Promise<Outcome[]> {
  const undo = rooms.get(job.roomId)?.mark()
  await sql`savepoint one_change`.execute(tx)
  try {
    return await applyAlone(tx, rooms, job)
  } catch (error) {
    if (isTransient(error)) throw error
    undo?.()
    await sql`rollback to savepoint one_change`.execute(tx)
    return [{ error }]
  }
}

function settle(job: Waiting, outcome: Outcome | undefined): void {
  if (!outcome) job.reject(new Error('a change was left without an outcome'))
  else if ('error' in outcome) job.reject(outcome.error)
  else job.resolve(outcome.value)
}
