import type { ClusterNodeRow, Database } from '@parley/db'
import { type ClusterBells, eventBells } from './bells.ts'
import { databaseNow } from './clock.ts'
import { logEvents } from './cluster-events.ts'
import { inTransaction } from './in-transaction.ts'

type Parts = { database: Database; bells: ClusterBells }

/** Takes an active node out of service because its process stops, if another one can take over. Whether it did. */
export async function beginStop({ database, bells }: Parts, node: ClusterNodeRow): Promise<boolean> {
  if (!(await hasSuccessor(database, node))) return false
  const told = await inTransaction(database, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('cluster_node')
      .set({ status: 'DRAINING' })
      .where('id', '=', node.id)
      .where('generation', '=', node.generation)
      .where('status', '=', 'ACTIVE')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return null
    const summary = `${node.name} is stopping: it is being drained.`
    return logEvents(database, tx, [{ type: 'NODE_DRAINING', node, summary }])
  })
  if (!told) return false
  bells.tell([{ type: 'NodeChanged', nodeId: node.id }, ...eventBells(told)])
  return true
}

/** Whether another node is active, to which connections and rooms can go. */
export async function hasSuccessor({ kysely, dialect }: Database, { id }: ClusterNodeRow): Promise<boolean> {
  const others = kysely.selectFrom('cluster_node').select('id').where('id', '!=', id).where('status', '=', 'ACTIVE')
  return Boolean(await others.where('lease_until', '>', databaseNow(dialect)).limit(1).executeTakeFirst())
}

/** Marks a node that is being drained as done. Whether it is. */
export async function finishDrain({ database, bells }: Parts, node: ClusterNodeRow): Promise<boolean> {
  const told = await inTransaction(database, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('cluster_node')
      .set({ status: 'DRAINED' })
      .where('id', '=', node.id)
      .where('generation', '=', node.generation)
      .where('status', '=', 'DRAINING')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return null
    const summary = `${node.name} is drained: it has no rooms and no connections.`
    return logEvents(database, tx, [{ type: 'NODE_DRAINED', node, summary }])
  })
  if (!told) return false
  bells.tell([{ type: 'NodeChanged', nodeId: node.id }, ...eventBells(told)])
  return true
}
