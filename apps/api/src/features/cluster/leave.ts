import type { Database } from '@parley/db'
import { databaseNow } from './clock.ts'
import { logEvents } from './cluster-events.ts'
import type { Standing } from './standing.ts'
import { inTransaction } from './in-transaction.ts'

/** Gives up the lease, so that nobody has to wait for its end. */
export async function leave(database: Database, { node, isSuperseded }: Standing): Promise<void> {
  if (isSuperseded) return
  const now = databaseNow(database.dialect)
  await inTransaction(database, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('cluster_node')
      .set({ lease_until: now, ...(node.status !== 'REJECTED' && { status: 'OFFLINE' as const }) })
      .where('id', '=', node.id)
      .where('instance_id', '=', node.instance_id)
      .where('generation', '=', node.generation)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await tx
      .updateTable('cluster_lease')
      .set({ until: now })
      .where('name', '=', 'leader')
      .where('node_id', '=', node.id)
      .execute()
    await logEvents(database, tx, [{ type: 'NODE_OFFLINE', node, summary: `${node.name} stopped.` }])
  })
}
