import type { ClusterNodeRow, Database } from '@parley/db'
import { sql } from 'kysely'
import { databaseNow } from './clock.ts'
import { inTransaction } from './in-transaction.ts'

/** How far apart two samples of a node lie at least: 240 of them are an hour. In ms. */
export const samplePauseMs = 15_000
const keptMs = 3_600_000

/** Keeps what the node's row says as a sample, and drops what is older than an hour. */
export async function keepSample(database: Database, node: ClusterNodeRow): Promise<void> {
  const { id: node_id, connections, messages_per_minute, event_loop_delay_us, cpu_permille, memory_bytes } = node
  const load = { connections, messages_per_minute, event_loop_delay_us, cpu_permille, memory_bytes }
  await inTransaction(database, async (tx) => {
    await tx
      .insertInto('cluster_sample')
      .values({ node_id, at: node.heartbeat_at ?? 0, ...load })
      .execute()
    await tx
      .deleteFrom('cluster_sample')
      .where('node_id', '=', node_id)
      .where('at', '<', sql<number>`${databaseNow(database.dialect)} - ${keptMs}`)
      .execute()
  })
}
