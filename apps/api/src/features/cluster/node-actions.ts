import type { ClusterEventType, ClusterNodeRow, ClusterNodeStatus, Database, Tx } from '@parley/db'
import { AccessError } from '../../errors.ts'
import type { ClusterBell } from '../../realtime/events.ts'
import { type ClusterBells, eventBells } from './bells.ts'
import { databaseNow } from './clock.ts'
import { logEvents } from './cluster-events.ts'
import { ClusterNodeStateError, NoNodeLeftError } from './cluster-errors.ts'
import { inTransaction } from './in-transaction.ts'

// What an administrator does with nodes. Each looks at the row while it holds it, and what is so already is a success.

/** What was done, to a node, a room or (without `target`) the cluster. */
export type Done = {
  action: string
  target?: { type: 'ClusterNode' | 'AdminRoom'; id: string; name: string }
  details?: Record<string, unknown>
}

/** On whose behalf, and what is to be written beside it, in the same transaction. */
export type Acting = {
  database: Database
  bells: ClusterBells
  actorId: string | null
  audit(tx: Tx, done: Done): Promise<void>
}

type Patch = Partial<Pick<ClusterNodeRow, 'status' | 'is_held_back'>> & { isApproval?: boolean }
type Step = { patch: Patch; type: ClusterEventType; summary: string; action: string }

/** Lets a node take part. */
export async function approveNode(acting: Acting, nodeId: string): Promise<ClusterNodeRow> {
  return changeNode(acting, nodeId, async (node) => {
    if (node.approved_at !== null && node.status !== 'REJECTED') return null
    const status: ClusterNodeStatus = node.status === 'OFFLINE' ? 'OFFLINE' : 'ACTIVE'
    return {
      patch: { status, isApproval: true },
      type: 'NODE_APPROVED',
      summary: `${node.name} was approved.`,
      action: 'approveNode',
    }
  })
}

/** Refuses a node that was not approved. */
export async function rejectNode(acting: Acting, nodeId: string): Promise<ClusterNodeRow> {
  return changeNode(acting, nodeId, async (node) => {
    if (node.status === 'REJECTED') return null
    if (node.approved_at !== null) {
      throw new ClusterNodeStateError(node, 'only a node that waits for approval can be rejected. Drain it instead.')
    }
    return {
      patch: { status: 'REJECTED' },
      type: 'NODE_REJECTED',
      summary: `${node.name} was rejected.`,
      action: 'rejectNode',
    }
  })
}

/** Takes a node out of service in good order: its rooms move away, its sockets are asked to come back elsewhere. */
export async function drainNode(acting: Acting, nodeId: string): Promise<ClusterNodeRow> {
  return changeNode(acting, nodeId, async (node, tx) => {
    if (node.is_held_back) return null
    if (node.approved_at === null) throw new ClusterNodeStateError(node, 'it serves nobody yet.')
    if (node.status === 'ACTIVE' && !(await hasAnotherActive(acting.database, tx, node.id))) throw new NoNodeLeftError()
    const status: ClusterNodeStatus = node.status === 'ACTIVE' ? 'DRAINING' : node.status
    return {
      patch: { status, is_held_back: 1 },
      type: 'NODE_DRAINING',
      summary: `${node.name} is being drained.`,
      action: 'drainNode',
    }
  })
}

/** Puts a drained node back into service. */
export async function resumeNode(acting: Acting, nodeId: string): Promise<ClusterNodeRow> {
  return changeNode(acting, nodeId, async (node) => {
    if (!node.is_held_back && node.status === 'ACTIVE') return null
    if (!node.is_held_back) throw new ClusterNodeStateError(node, 'only a drained node can be resumed.')
    const status: ClusterNodeStatus = node.status === 'OFFLINE' ? 'OFFLINE' : 'ACTIVE'
    return {
      patch: { status, is_held_back: 0 },
      type: 'NODE_RESUMED',
      summary: `${node.name} was resumed.`,
      action: 'resumeNode',
    }
  })
}

/** Deletes a node that is gone. Under its name it would begin anew. Answers with its id. */
export async function forgetNode(acting: Acting, nodeId: string): Promise<string> {
  const { database, bells } = acting
  const eventIds = await inTransaction(database, async (tx) => {
    const node = await heldNode(database, tx, nodeId)
    if (node.status !== 'OFFLINE' && node.status !== 'REJECTED') {
      throw new ClusterNodeStateError(node, 'only a node that is OFFLINE or REJECTED can be forgotten.')
    }
    await acting.audit(tx, { action: 'forgetNode', target: targetOf(node) })
    return deleteNode(database, tx, { node, actorId: acting.actorId, summary: `${node.name} was forgotten.` })
  })
  bells.tell([{ type: 'NodeForgotten', nodeId }, ...eventBells(eventIds)])
  bells.call(nodeId)
  return nodeId
}

/** Deletes what is known of a node. Its rooms have no home then, and get one by the leader. */
export async function deleteNode(
  database: Database,
  tx: Tx,
  { node, actorId, summary }: { node: ClusterNodeRow; actorId: string | null; summary: string },
): Promise<string[]> {
  await tx.deleteFrom('cluster_node').where('id', '=', node.id).execute()
  await tx.deleteFrom('cluster_sample').where('node_id', '=', node.id).execute()
  await tx.deleteFrom('room_placement').where('node_id', '=', node.id).execute()
  return logEvents(database, tx, [{ type: 'NODE_FORGOTTEN', node, actorId, summary }])
}

type Decide = (node: ClusterNodeRow, tx: Tx) => Promise<Step | null>

async function changeNode(acting: Acting, nodeId: string, decide: Decide): Promise<ClusterNodeRow> {
  const { database, bells, actorId } = acting
  const done = await inTransaction(database, async (tx) => {
    const node = await heldNode(database, tx, nodeId)
    const decided = await decide(node, tx)
    if (!decided) return { node, told: [] as ClusterBell[] }
    const { patch, type, summary, action } = decided
    const { isApproval, ...columns } = patch
    await tx
      .updateTable('cluster_node')
      .set({ ...columns, ...(isApproval && { approved_at: databaseNow(database.dialect) }) })
      .where('id', '=', nodeId)
      .execute()
    await acting.audit(tx, { action, target: targetOf(node) })
    const eventIds = await logEvents(database, tx, [{ type, node, actorId, summary }])
    const changed = await heldNode(database, tx, nodeId)
    return { node: changed, told: [{ type: 'NodeChanged' as const, nodeId }, ...eventBells(eventIds)] }
  })
  bells.tell(done.told)
  bells.call(nodeId)
  return done.node
}

function targetOf({ id, name }: ClusterNodeRow) {
  return { type: 'ClusterNode' as const, id, name }
}

async function heldNode({ dialect }: Database, tx: Tx, id: string): Promise<ClusterNodeRow> {
  const query = tx.selectFrom('cluster_node').selectAll().where('id', '=', id)
  const node = await (dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst()
  if (!node) throw new AccessError()
  return node
}

async function hasAnotherActive({ dialect }: Database, tx: Tx, nodeId: string): Promise<boolean> {
  const query = tx.selectFrom('cluster_node').select('id').where('id', '!=', nodeId).where('status', '=', 'ACTIVE')
  const alive = query.where('lease_until', '>', databaseNow(dialect))
  // Held, so that of two drains at the same moment one sees the other.
  return Boolean(await (dialect === 'mysql' ? alive.forShare() : alive).executeTakeFirst())
}
