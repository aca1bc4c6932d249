import { type Database, type RoomRow, type Statement, transact } from '@parley/db'
import { FencedError, OverloadedError } from '../errors.ts'
import { applyBatch, type Job, type Outcome } from './apply.ts'
import type { AnyBulkChange, BulkChange, Change, Rows } from './change.ts'
import { isDuplicate } from './duplicate.ts'
import type { HeldRoom } from './held-room.ts'
import { backOff, isLost, isTransient } from './transient.ts'

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
  onBatch?(size: number, seconds: number): void
}

type Waiting = Job & { resolve(value: unknown): void; reject(error: unknown): void }

const maxTries = 6

/**
 * Group commit: the only write path that others can see. While one transaction is in flight, the changes that arrive wait
 * together and go into the next one; there is no timer, so alone a change costs what a plain transaction does.
 */
export function createCommits(options: CommitOptions): Commits {
  const { publish, maxQueue = 10_000, maxBatch = 256, onBatch } = options
  const waiting: Waiting[] = []
  let writing: Promise<void> | null = null

  function enqueue<T>(job: Job): Promise<T> {
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
        const { rooms, outcomes } = await transact(options.database, (talk) => applyBatch(talk, options, batch))
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
      enqueue({ roomId, bulk: { change: change as unknown as AnyBulkChange, input } }),
    waiting: () => waiting.length,
    async idle() {
      while (writing) await writing
    },
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
