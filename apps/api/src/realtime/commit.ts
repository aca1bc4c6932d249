import {
  backOff,
  type Database,
  isDuplicate,
  isLost,
  isTransient,
  type RoomRow,
  type Statement,
  transact,
} from '@parley/db'
import { FencedError, OverloadedError } from '../errors.ts'
import { applyBatch, type Job, type Outcome } from './apply.ts'
import type { AnyBulkChange, BulkChange, Change, Rows } from './change.ts'
import type { HeldRoom } from './held-room.ts'
import { RoomQueue } from './room-queue.ts'

export type Commits = {
  /** Applies a change to a room, together with whatever else is waiting; resolves when it is durable. */
  commit<T>(roomId: string, change: Change<T>): Promise<T>
  /**
   * The same for a room that the change brings into being. Rejects as `isDuplicate` says when one of its keys is taken, and
   * that may be by itself, when the answer to its first try was lost.
   */
  commitNew<T>(room: RoomRow, change: Change<T>): Promise<T>
  /** The same for one input of a bulk change; inputs of the same `change` that wait together are applied together. */
  commitBulk<I, T, R extends Rows>(roomId: string, change: BulkChange<I, T, R>, input: I): Promise<T>
  /** How many changes wait for the next transaction. */
  waiting(): number
  /** Resolves when nothing is waiting or being written. */
  idle(): Promise<void>
}

export type Committed = { rooms: HeldRoom[] }

/** Whether this node may write at all: asked first in each transaction, on the same way as what is locked and read. */
export type Fence = {
  /** A question whose answer holds until the commit: it locks what it reads. */
  ask(): Statement
  /** Throws a FencedError, which refuses the whole batch, when these rows say so. */
  check(rows: readonly unknown[]): void
}

export type CommitOptions = {
  database: Database
  /** Tells the world, after the commit. Must not throw. */
  publish(committed: Committed): void
  fence?: Fence
  /** How many changes may wait; the next gets an OverloadedError. */
  maxQueue?: number
  /** How many changes go into one transaction at most. */
  maxBatch?: number
  /** How many transactions are in flight at most, none with a room of another. Two, and one on SQLite, which has one writer. */
  lanes?: number
  /** So many changes must wait for another transaction to begin beside one: fewer are cheaper in the next. */
  worthALane?: number
  onBatch?(size: number, seconds: number): void
}

type Waiting = Job & { resolve(value: unknown): void; reject(error: unknown): void }

const maxTries = 6

/**
 * Group commit: the only write path that others can see. While transactions are in flight in all lanes, the changes that
 * arrive wait together and go into the next one; there is no timer, so alone a change costs what a plain transaction does.
 * A room is in one transaction at a time, so its order is that in which its changes came.
 */
export function createCommits(options: CommitOptions): Commits {
  const { database, publish, maxQueue = 10_000, maxBatch = 256, onBatch } = options
  const isServer = database.dialect === 'mysql'
  const { lanes = isServer ? 2 : 1, worthALane = 32 } = options
  const queue = new RoomQueue<Waiting>()
  /** What was written, in its order, and is still to be told. */
  const untold: (() => void)[] = []
  let inFlight = 0
  let isDue = false
  const onIdle: (() => void)[] = []

  function enqueue<T>(job: Job): Promise<T> {
    if (queue.size >= maxQueue) return Promise.reject(new OverloadedError())
    return new Promise<T>((resolve, reject) => {
      queue.push({ ...job, resolve, reject })
      if (isDue) return
      isDue = true
      // Changes made in the same tick go together, the first one's included.
      queueMicrotask(() => {
        isDue = false
        fillLanes()
      })
    })
  }

  function fillLanes(): void {
    while (inFlight < lanes) {
      if (inFlight > 0 && queue.size < worthALane) return
      const batch = queue.take(maxBatch)
      if (batch.length === 0) return
      inFlight++
      void write(batch).then(() => leave(batch))
    }
  }

  /** A server gets the next batch before those who waited for this one are told: it works while this node does. */
  function leave(batch: Waiting[]): void {
    const isLater = isServer && queue.size > 0
    queue.giveBack(batch)
    inFlight--
    fillLanes()
    if (isLater) setImmediate(tell)
    else tell()
  }

  function tell(): void {
    for (const one of untold.splice(0)) one()
    if (isIdle()) for (const resolve of onIdle.splice(0)) resolve()
  }

  function isIdle(): boolean {
    return inFlight === 0 && queue.size === 0 && untold.length === 0
  }

  /** Writes a batch; what breaks the transaction is found by writing each change alone. */
  async function write(batch: Waiting[]): Promise<void> {
    try {
      untold.push(await attempt(batch))
    } catch (error) {
      // Without a database, or behind a fence, each alone would fare no better.
      if (batch.length === 1 || isLost(error) || error instanceof FencedError)
        untold.push(() => batch.forEach((job) => void job.reject(error)))
      else {
        for (const job of batch) {
          await write([job])
          tell()
        }
      }
    }
  }

  /** Resolves, when it is durable, with what tells of it. */
  async function attempt(batch: Waiting[]): Promise<() => void> {
    const started = performance.now()
    for (let tries = 1; ; tries++) {
      try {
        const { rooms, outcomes } = await transact(database, (talk) => applyBatch(talk, options, batch))
        onBatch?.(batch.length, (performance.now() - started) / 1000)
        return () => {
          publish({ rooms })
          batch.forEach((job, i) => settle(job, outcomes[i]))
        }
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
      enqueue({ roomId, bulk: { change: change as unknown as AnyBulkChange, input } }),
    waiting: () => queue.size,
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => void onIdle.push(resolve))),
  }
}

/** Whether a bulk change lost a race for a unique key with another node: when it looks again it sees who was first. */
function mayBeLate(error: unknown, batch: readonly Waiting[]): boolean {
  return isDuplicate(error) && batch.some((job) => job.bulk)
}

function settle(job: Waiting, outcome: Outcome | undefined): void {
  if (!outcome) job.reject(new Error('a change was left without an outcome'))
  else if ('error' in outcome) job.reject(outcome.error)
  else job.resolve(outcome.value)
}
