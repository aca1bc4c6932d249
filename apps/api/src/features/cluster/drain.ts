import type { ClusterNodeRow, Database } from '@parley/db'
import { type ClusterBells, eventBells } from './bells.ts'
import { databaseNow } from './clock.ts'
import { logEvents } from './cluster-events.ts'
import { inTransaction } from './in-transaction.ts'

type Parts = { database: Database; bells: ClusterBells }

/** Takes an active node out of service because its process stops, if another one can take over. Whether it did. */
export async function beginStop(parts: Parts, node: ClusterNodeRow): Promise<boolean> {
  if (!(await hasSuccessor(parts.database, node))) return false
  const told = { type: 'NODE_DRAINING', summary: `${node.name} is stopping: it is being drained.` } as const
  return step(parts, node, { from: 'ACTIVE', to: 'DRAINING', told })
}

/** Marks a node that is being drained as done. Whether it is. */
export async function finishDrain(parts: Parts, node: ClusterNodeRow): Promise<boolean> {
  const told = {
    type: 'NODE_DRAINED',
    summary: `${node.name} is drained: it has no rooms and no connections.`,
  } as const
  return step(parts, node, { from: 'DRAINING', to: 'DRAINED', told })
}

/** Whether another node is active, to which connections and rooms can go. */
export async function hasSuccessor({ kysely, dialect }: Database, { id }: ClusterNodeRow): Promise<boolean> {
  const others = kysely.selectFrom('cluster_node').select('id').where('id', '!=', id).where('status', '=', 'ACTIVE')
  return Boolean(await others.where('lease_until', '>', databaseNow(dialect)).limit(1).executeTakeFirst())
}

type Status = ClusterNodeRow['status']
type Step = { from: Status; to: Status; told: { type: 'NODE_DRAINING' | 'NODE_DRAINED'; summary: string } }

/** Changes a node's status, if it is still what it is said to be, and tells of it. */
async function step({ database, bells }: Parts, node: ClusterNodeRow, { from, to, told }: Step): Promise<boolean> {
  const eventIds = await inTransaction(database, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('cluster_node')
      .set({ status: to })
      .where('id', '=', node.id)
      .where('generation', '=', node.generation)
      .where('status', '=', from)
      .executeTakeFirst()
    return numUpdatedRows === 0n ? null : logEvents(database, tx, [{ ...told, node }])
  })
  if (!eventIds) return false
  bells.tell([{ type: 'NodeChanged', nodeId: node.id }, ...eventBells(eventIds)])
  return true
}
