import { randomUUID } from 'node:crypto'
import type { ClusterNodeRow, ClusterNodeStatus, Database, Tx } from '@parley/db'
import { sql } from 'kysely'
import { databaseNow } from './clock.ts'
import { logEvents, type NewClusterEvent } from './cluster-events.ts'
import { inTransaction } from './in-transaction.ts'

/** What a process says of itself when it takes its name. */
export type Identity = {
  name: string
  address: string | null
  region: string | null
  capacity: number
  version: string
  /** This process, and no other one under the same name. */
  instanceId: string
}

export type Registration = { node: ClusterNodeRow; eventIds: string[] }

type Options = { identity: Identity; leaseMs: number; autoApprove: boolean }

/**
 * Takes the name: as a new node, or as the node of that name come back, whose generation grows, so that whatever had
 * the name before is fenced. The very first node of a cluster is approved by that; others when `autoApprove` says so.
 */
export async function register(database: Database, options: Options): Promise<Registration> {
  const { name } = options.identity
  return inTransaction(database, async (tx) => {
    // Not locked: what isn't there would be a gap, in which others couldn't register at the same moment.
    const found = await tx.selectFrom('cluster_node').select('id').where('name', '=', name).executeTakeFirst()
    if (!found) return begin(tx, database, options)
    const query = tx.selectFrom('cluster_node').selectAll().where('id', '=', found.id)
    const known = await (database.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst()
    return known ? comeBack(tx, database, { ...options, known }) : begin(tx, database, options)
  })
}

async function begin(tx: Tx, database: Database, { identity, leaseMs, autoApprove }: Options): Promise<Registration> {
  const now = databaseNow(database.dialect)
  const { instanceId, ...about } = identity
  const id = randomUUID()
  const isFirst = await found(tx, id, now)
  const isApproved = isFirst || autoApprove
  await tx
    .insertInto('cluster_node')
    .values({
      id,
      ...about,
      instance_id: instanceId,
      status: isApproved ? 'ACTIVE' : 'PENDING',
      generation: 1,
      is_held_back: 0,
      lease_until: sql`${now} + ${leaseMs}`,
      registered_at: now,
      started_at: now,
      approved_at: isApproved ? now : null,
      heartbeat_at: null,
      ...noLoad,
      room_count: 0,
    })
    .execute()
  const node = await nodeById(tx, id)
  const events: NewClusterEvent[] = [
    {
      type: 'NODE_REGISTERED',
      node,
      summary: `${node.name} registered.${isApproved ? '' : ' It waits for approval.'}`,
    },
  ]
  const why = isFirst ? 'it is the first node of the cluster' : 'nodes are approved automatically'
  if (isApproved) events.push({ type: 'NODE_APPROVED', node, summary: `${node.name} was approved: ${why}.` })
  return { node, eventIds: await logEvents(database, tx, events) }
}

/** Whether this is the first node that the cluster has ever had: one can write this row. */
async function found(tx: Tx, nodeId: string, now: ReturnType<typeof databaseNow>): Promise<boolean> {
  const founder = await tx.selectFrom('cluster_lease').select('name').where('name', '=', 'founder').executeTakeFirst()
  if (founder) return false
  await tx.insertInto('cluster_lease').values({ name: 'founder', node_id: nodeId, generation: 0, until: now }).execute()
  return true
}

async function comeBack(
  tx: Tx,
  database: Database,
  { identity, leaseMs, autoApprove, known }: Options & { known: ClusterNodeRow },
): Promise<Registration> {
  const now = databaseNow(database.dialect)
  const { instanceId, ...about } = identity
  const status = statusOnReturn(known, autoApprove)
  const isNewProcess = known.instance_id !== instanceId
  await tx
    .updateTable('cluster_node')
    .set({
      ...about,
      instance_id: instanceId,
      status,
      generation: known.generation + 1,
      lease_until: sql`${now} + ${leaseMs}`,
      ...(status === 'ACTIVE' && known.approved_at === null && { approved_at: now }),
      ...(isNewProcess && { started_at: now, heartbeat_at: null, ...noLoad }),
    })
    .where('id', '=', known.id)
    .execute()
  const node = await nodeById(tx, known.id)
  const how = isNewProcess ? 'started again' : 'is back: it can reach the database again'
  const summary = `${node.name} ${how}${status === 'ACTIVE' ? '' : `, and is ${status}`}.`
  return { node, eventIds: await logEvents(database, tx, [{ type: 'NODE_BACK', node, summary }]) }
}

function statusOnReturn(known: ClusterNodeRow, autoApprove: boolean): ClusterNodeStatus {
  if (known.status === 'REJECTED') return 'REJECTED'
  if (known.approved_at === null && !autoApprove) return 'PENDING'
  return known.is_held_back ? 'DRAINED' : 'ACTIVE'
}

async function nodeById(tx: Tx, id: string): Promise<ClusterNodeRow> {
  return tx.selectFrom('cluster_node').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

const noLoad = {
  connections: 0,
  followed_rooms: 0,
  messages_per_minute: 0,
  event_loop_delay_us: 0,
  cpu_permille: 0,
  memory_bytes: 0,
}
