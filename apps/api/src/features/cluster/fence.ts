import type { Database, Tx } from '@parley/db'
import { sql } from 'kysely'
import { FencedError } from '../../errors.ts'
import { databaseNow } from './clock.ts'
import type { Standing } from './standing.ts'

/**
 * Lets a transaction write only while this process holds its node's lease. The row stays locked (shared) until the commit, so
 * that nobody can take the node's generation in between: who does, waits for what was begun.
 */
export async function fence(
  { dialect }: Pick<Database, 'dialect'>,
  tx: Tx,
  { node, isSuperseded }: Standing,
): Promise<void> {
  if (isSuperseded) throw new FencedError()
  const query = tx
    .selectFrom('cluster_node')
    .select(sql<number>`1`.as('one'))
    .where('id', '=', node.id)
    .where('generation', '=', node.generation)
    .where('instance_id', '=', node.instance_id)
    .where('status', 'in', ['ACTIVE', 'DRAINING', 'DRAINED'])
    .where('lease_until', '>', databaseNow(dialect))
  const row = await (dialect === 'mysql' ? query.forShare() : query).executeTakeFirst()
  if (!row) throw new FencedError()
}
