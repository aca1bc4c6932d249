import type { ClusterNodeRow, ClusterNodeStatus, Database, Db } from '@parley/db'
import { sql } from 'kysely'
import type { Config } from '../../config.ts'
import { type ClusterBells, eventBells } from './bells.ts'
import { readCandidates } from './candidates.ts'
import { databaseNow } from './clock.ts'
import { logEvents } from './cluster-events.ts'
import { batchSize, type Move, moveRooms } from './move-rooms.ts'
import { deleteNode } from './node-actions.ts'
import { afterPlacing, type Candidate, choose } from './placement.ts'
import { inTransaction } from './in-transaction.ts'

// What the leader does. Each is a compare-and-set: done twice, or by two, it is done once.

export type Parts = { database: Database; bells: ClusterBells; config: Pick<Config, 'placement' | 'forgetAfterHours'> }

const alive: ClusterNodeStatus[] = ['PENDING', 'ACTIVE', 'DRAINING', 'DRAINED']

/** What there is to do, by one question: mostly nothing. */
export async function findDuties({ database, config }: Parts, selfId: string) {
  const db = database.kysely
  return db
    .selectNoFrom(({ exists }) => [
      exists(deadNodes(database, selfId)).as('hasDead'),
      exists(idleWithRooms(db)).as('hasHomeless'),
      exists(db.selectFrom('cluster_rebalance').select('name')).as('isRebalancing'),
      exists(goneNodes(database, config)).as('hasGone'),
    ])
    .executeTakeFirstOrThrow()
}

function deadNodes({ kysely, dialect }: Database, selfId: string) {
  const query = kysely.selectFrom('cluster_node').select('id').where('id', '!=', selfId)
  return query.where('lease_until', '<', databaseNow(dialect)).where('status', 'in', alive)
}

function idleWithRooms(db: Db) {
  return db
    .selectFrom('cluster_node')
    .selectAll()
    .where('status', 'in', ['OFFLINE', 'DRAINING', 'DRAINED'])
    .where((eb) =>
      eb.exists(eb.selectFrom('room_placement').select('room_id').whereRef('node_id', '=', 'cluster_node.id').limit(1)),
    )
}

/** Marks other nodes OFFLINE whose lease has run out; from then on they are fenced. */
export async function markDead({ database, bells }: Parts, selfId: string): Promise<void> {
  const now = databaseNow(database.dialect)
  for (const { id } of await deadNodes(database, selfId).execute()) {
    const eventIds = await inTransaction(database, async (tx) => {
      const held = tx.selectFrom('cluster_node').selectAll().where('id', '=', id).where('lease_until', '<', now)
      const still = held.where('status', 'in', alive)
      // Who writes holds the row: the next round finds it free, and the others don't wait for it.
      const node = await (database.dialect === 'mysql' ? still.forUpdate().skipLocked() : still).executeTakeFirst()
      if (!node) return []
      const gone = { status: 'OFFLINE' as const, generation: node.generation + 1 }
      await tx.updateTable('cluster_node').set(gone).where('id', '=', id).execute()
      const summary = `${node.name} is gone: its lease ran out.`
      return logEvents(database, tx, [{ type: 'NODE_OFFLINE', node, summary }])
    })
    if (eventIds.length > 0) bells.tell([{ type: 'NodeChanged', nodeId: id }, ...eventBells(eventIds)])
  }
}

const reasons: Partial<Record<ClusterNodeStatus, string>> = {
  OFFLINE: 'is offline',
  DRAINING: 'is drained',
  DRAINED: 'is drained',
}

/** Gives the rooms of nodes that don't serve another home. */
export async function rehome(parts: Parts): Promise<void> {
  const nodes = await idleWithRooms(parts.database.kysely).execute()
  for (const node of nodes) await emptyNode(parts, node)
}

async function emptyNode(parts: Parts, node: ClusterNodeRow): Promise<void> {
  const { database, bells } = parts
  const moved: Move[] = []
  let candidates = await readCandidates(database, database.kysely)
  for (;;) {
    const rooms = await database.kysely
      .selectFrom('room_placement')
      .select(['room_id as id', 'region'])
      .where('node_id', '=', node.id)
      .limit(batchSize)
      .execute()
    const placed = placeAll(parts, candidates, { rooms, turn: moved.length })
    candidates = placed.candidates
    const cause = `Moved from ${node.name}, which ${reasons[node.status] ?? 'does not serve'}.`
    const moves = placed.rooms.map(({ id, to, why }) => ({ roomId: id, from: node.id, to, reason: `${cause} ${why}.` }))
    const done = await moveRooms({ database, bells }, moves)
    moved.push(...done)
    if (done.length === 0) break
  }
  if (moved.length === 0) return
  const to = [...Map.groupBy(moved, (move) => move.to)].map(
    ([id, moves]) => `${moves.length} to ${candidates.find((it) => it.id === id)?.name}`,
  )
  const summary = `${countOf(moved.length)} moved from ${node.name}: ${to.sort().join(', ')}.`
  bells.tell(eventBells(await logEvents(database, database.kysely, [{ type: 'ROOMS_MOVED', node, summary }])))
}

export function countOf(rooms: number): string {
  return rooms === 1 ? '1 room' : `${rooms} rooms`
}

type ToPlace = { rooms: readonly { id: string; region: string | null }[]; turn: number }

function placeAll({ config }: Parts, candidates: Candidate[], { rooms, turn }: ToPlace) {
  let known = candidates
  const placed = rooms.flatMap(({ id, region }, i) => {
    const chosen = choose(known, { policy: config.placement, region, turn: turn + i })
    if (chosen) known = afterPlacing(known, chosen)
    return chosen ? [{ id, to: chosen.node.id, why: chosen.why }] : []
  })
  return { rooms: placed, candidates: known }
}

/** How many rooms are looked at in one step of the walk. */
const stride = 2000

/**
 * Walks over all rooms, a step at a time, and gives those a home that have none: from before there was a cluster, or put into
 * the database by other means. `after` is where the last step ended; answers with where this one did, null at the end.
 */
export async function placeHomeless(parts: Parts, after: string): Promise<string | null> {
  const { database, bells } = parts
  const step = database.kysely.selectFrom('room').select('id').where('id', '>', after).orderBy('id').limit(stride)
  const rows = await database.kysely
    .selectFrom(step.as('cluster_step'))
    .leftJoin('room_placement as p', 'p.room_id', 'cluster_step.id')
    .select(['cluster_step.id', 'p.room_id as placed', sql<null>`null`.as('region')])
    .orderBy('cluster_step.id')
    .execute()
  const rooms = rows.filter((row) => row.placed === null)
  if (rooms.length > 0) {
    const candidates = await readCandidates(database, database.kysely)
    const placed = placeAll(parts, candidates, { rooms, turn: 0 })
    const moves = placed.rooms.map(({ id, to, why }) => ({ roomId: id, from: null, to, reason: `${why}.` }))
    await moveRooms({ database, bells }, moves)
  }
  return rows.length < stride ? null : (rows.at(-1)?.id ?? null)
}

function longAgo({ dialect }: Database, { forgetAfterHours }: Parts['config']) {
  return sql<number>`${databaseNow(dialect)} - ${Math.round(forgetAfterHours * 3_600_000)}`
}

function goneNodes(database: Database, config: Parts['config']) {
  const query = database.kysely.selectFrom('cluster_node').selectAll().where('status', 'in', ['OFFLINE', 'REJECTED'])
  return query.where('lease_until', '<', longAgo(database, config))
}

/** Deletes nodes that have been gone for long, once they have no rooms. */
export async function forgetGone(parts: Parts): Promise<void> {
  const { database, bells, config } = parts
  const since = longAgo(database, config)
  for (const node of await goneNodes(database, config).execute()) {
    const eventIds = await inTransaction(database, async (tx) => {
      const held = tx.selectFrom('cluster_node').select('id').where('id', '=', node.id).where('lease_until', '<', since)
      if (!(await (database.dialect === 'mysql' ? held.forUpdate() : held).executeTakeFirst())) return null
      const summary = `${node.name} was forgotten: it has been gone for ${config.forgetAfterHours} hours.`
      return deleteNode(database, tx, { node, actorId: null, summary })
    })
    if (eventIds) bells.tell([{ type: 'NodeForgotten', nodeId: node.id }, ...eventBells(eventIds)])
  }
}
