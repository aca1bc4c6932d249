import type { ClusterRebalanceRow, Database, Db, Tx } from '@parley/db'
import { InvalidInputError } from '../../errors.ts'
import { type ClusterBells, eventBells } from './bells.ts'
import { readCandidates } from './candidates.ts'
import { databaseNow } from './clock.ts'
import { logEvents, type NewClusterEvent } from './cluster-events.ts'
import { countOf } from './duties.ts'
import { type Move, moveRooms } from './move-rooms.ts'
import type { Acting } from './node-actions.ts'
import { planRebalance } from './rebalance-plan.ts'
import { inTransaction } from './in-transaction.ts'

type Self = NewClusterEvent['node']

/** What a rebalance would do now: at most `limit` of its moves, and how many there are. */
export async function rebalancePlan(database: Database, limit: number): Promise<{ moves: Move[]; total: number }> {
  const db = database.kysely
  const transfers = planRebalance(await countedNodes(database, db))
  const moves: Move[] = []
  const taken = new Map<string, number>()
  for (const { from, to, rooms, reason } of transfers) {
    const count = Math.min(rooms, limit - moves.length)
    if (count <= 0) break
    const offset = taken.get(from) ?? 0
    const query = db.selectFrom('room_placement').select('room_id').where('node_id', '=', from).orderBy('room_id')
    const found = await query.limit(count).offset(offset).execute()
    taken.set(from, offset + count)
    moves.push(...found.map(({ room_id: roomId }) => ({ roomId, from, to, reason })))
  }
  return { moves, total: transfers.reduce((sum, transfer) => sum + transfer.rooms, 0) }
}

/** The active nodes with the rooms that they have now, counted. */
async function countedNodes(database: Database, db: Db) {
  const nodes = await readCandidates(database, db)
  const counts = await db
    .selectFrom('room_placement')
    .select(['node_id', (eb) => eb.fn.countAll<number>().as('rooms')])
    .groupBy('node_id')
    .execute()
  const rooms = new Map(counts.map((it) => [it.node_id, it.rooms]))
  return nodes.map((node) => ({ ...node, rooms: rooms.get(node.id) ?? 0 }))
}

export async function currentRebalance(db: Db): Promise<ClusterRebalanceRow | null> {
  return (await db.selectFrom('cluster_rebalance').selectAll().executeTakeFirst()) ?? null
}

/** Has the leader rebalance, so many moves a minute. One that is under way begins anew with this pace. */
export async function startRebalance(acting: Acting, self: Self, movesPerMinute: number): Promise<void> {
  const { database, bells, actorId } = acting
  const { total } = await rebalancePlan(database, 0)
  if (movesPerMinute < 1 || movesPerMinute > 6000) {
    throw new InvalidInputError('movesPerMinute', 'From 1 to 6,000 rooms can move in a minute.')
  }
  if (total === 0) return
  const summary = `A rebalance of ${countOf(total)} began, ${movesPerMinute} a minute.`
  const told = await inTransaction(database, async (tx) => {
    await endRebalance(tx)
    await tx
      .insertInto('cluster_rebalance')
      .values({
        name: 'rebalance',
        total,
        done: 0,
        started_at: databaseNow(database.dialect),
        moves_per_minute: movesPerMinute,
      })
      .execute()
    await acting.audit(tx, { action: 'rebalanceRooms', details: { total, movesPerMinute } })
    return logEvents(database, tx, [{ type: 'REBALANCE_STARTED', node: self, actorId, summary }])
  })
  bells.tell(eventBells(told))
}

async function endRebalance(db: Tx): Promise<void> {
  await db.deleteFrom('cluster_rebalance').execute()
}

/** Carries on a rebalance that is under way: as many moves as its pace allows by now. */
export async function stepRebalance({ database, bells }: { database: Database; bells: ClusterBells }, self: Self) {
  const now = databaseNow(database.dialect)
  const under = await database.kysely
    .selectFrom('cluster_rebalance')
    .selectAll()
    .select(now.as('now'))
    .executeTakeFirst()
  if (!under) return
  const due = Math.floor(((under.now - under.started_at) / 60_000) * under.moves_per_minute) + 1
  const plan = await rebalancePlan(database, Math.max(0, due - under.done))
  const moved = await moveRooms({ database, bells }, plan.moves)
  const done = under.done + moved.length
  if (plan.total > moved.length) {
    await database.kysely.updateTable('cluster_rebalance').set({ done }).execute()
    return
  }
  const summary = `The rebalance is done: ${countOf(done)} moved.`
  const told = await inTransaction(database, async (tx) => {
    await endRebalance(tx)
    return logEvents(database, tx, [{ type: 'REBALANCE_FINISHED', node: self, summary }])
  })
  bells.tell(eventBells(told))
}
