import { isTransient, type RoomRow, type Statement, type Talk } from '@parley/db'
import { sql } from 'kysely'
import { AccessError } from '../errors.ts'
import type { AnyBulkChange, Change, Rows } from './change.ts'
import type { CommitOptions } from './commit.ts'
import { HeldRoom } from './held-room.ts'
import { insertEvents, lockRooms, saveRooms } from './write.ts'

export type Job = {
  roomId: string
  newRoom?: RoomRow
  change?: Change<unknown>
  bulk?: { change: AnyBulkChange; input: unknown }
}
export type Outcome = { value: unknown } | { error: unknown }

type Options = Pick<CommitOptions, 'database' | 'fence'>
/** One transaction under way. */
type Batch = Pick<CommitOptions, 'database'> & { talk: Talk; rooms: Map<string, HeldRoom> }

/**
 * Applies changes in one transaction, in their order. When they are one bulk change, as they mostly are, it takes two
 * ways to the database and back: to lock and read, and to write and commit.
 */
export async function applyBatch(talk: Talk, { database, fence }: Options, jobs: readonly Job[]) {
  const runs = [...runsOf(jobs)]
  const reads = runs.map((run) => readsOf(database, run))
  // What is yet to be can't be locked, and asking for it would lock the gap where other nodes' rooms come into being.
  const ids = jobs.flatMap((job) => (job.newRoom ? [] : [job.roomId]))
  const locking = { fence: fence?.ask() ?? null, rooms: lockRooms(database.dialect, ids) }
  const [locked, first = {}] = await talk.ask(locking, ...reads.slice(0, 1))
  fence?.check(locked.fence)
  const tx = await talk.open()
  const rooms = new Map(locked.rooms.map((row) => [row.id, new HeldRoom(tx, row)]))
  const batch = { database, talk, rooms }
  const outcomes: Outcome[] = []
  for (const [i, run] of runs.entries()) {
    const rows = i === 0 ? first : (await talk.ask(reads[i] ?? {}))[0]
    outcomes.push(...(await applyRun(batch, { run, rows, isAlone: jobs.length === 1 })))
  }
  const changed = [...rooms.values()].filter((held) => held.events.length > 0 || held.bells.length > 0)
  talk.put(...insertEvents(changed), ...saveRooms(database, changed))
  return { rooms: changed, outcomes }
}

/** Neighbours with the same bulk change make one run; every other change is a run of its own. */
function* runsOf(jobs: readonly Job[]): Generator<Job[]> {
  for (let start = 0; start < jobs.length; ) {
    const kind = jobs[start]?.bulk?.change
    let end = start + 1
    while (kind && jobs[end]?.bulk?.change === kind) end++
    yield jobs.slice(start, end)
    start = end
  }
}

function readsOf(database: CommitOptions['database'], run: readonly Job[]): Record<string, Statement | null> {
  const inputs = run.map((job) => job.bulk?.input)
  return run[0]?.bulk?.change.reads(database, inputs) ?? {}
}

async function applyRun(batch: Batch, { run, rows, isAlone }: { run: readonly Job[]; rows: Rows; isAlone: boolean }) {
  const [job] = run
  if (!job) return []
  if (job.bulk) return applyBulk(batch, run, rows)
  await batch.talk.open()
  return [await (isAlone ? applyAlone(batch, job) : applyGuarded(batch, job))]
}

function applyBulk({ database, talk, rooms }: Batch, run: readonly Job[], rows: Rows): Outcome[] {
  const items = run.flatMap((job) => {
    const held = rooms.get(job.roomId)
    return held ? [{ held, input: job.bulk?.input }] : []
  })
  const decision = run[0]?.bulk?.change.decide(database, items, rows)
  talk.put(...(decision?.writes ?? []))
  const results = (decision?.outcomes ?? []).values()
  return run.map((job) => {
    const result = rooms.has(job.roomId) ? results.next().value : new AccessError()
    return result instanceof Error ? { error: result } : { value: result }
  })
}

async function applyAlone({ talk, rooms }: Batch, job: Job): Promise<Outcome> {
  const held = job.newRoom ? new HeldRoom(await talk.open(), job.newRoom) : rooms.get(job.roomId)
  if (!held || !job.change) return { error: new AccessError() }
  if (job.newRoom) await held.tx.insertInto('room').values(job.newRoom).execute()
  const value = await job.change(held)
  rooms.set(job.roomId, held)
  return { value }
}

/** A change among others: when it fails, what it wrote is undone and the others go on. */
async function applyGuarded(batch: Batch, job: Job): Promise<Outcome> {
  const tx = await batch.talk.open()
  const undo = batch.rooms.get(job.roomId)?.mark()
  await sql`savepoint one_change`.execute(tx)
  try {
    return await applyAlone(batch, job)
  } catch (error) {
    if (isTransient(error)) throw error
    undo?.()
    await sql`rollback to savepoint one_change`.execute(tx)
    return { error }
  }
}
