import type { Database } from '@parley/db'
import { sql } from 'kysely'
import { FencedError } from '../../errors.ts'
import type { Fence } from '../../realtime/commit.ts'
import { databaseNow } from './clock.ts'
import type { Standing } from './standing.ts'

/**
 * Lets a transaction write only while this process holds its node's lease. The row stays locked (shared) until the commit, so
 * that nobody can take the node's generation in between: who does, waits for what was begun.
 */
export function createFence(database: Database, standing: () => Standing, onFenced: () => void): Fence {
  return {
    ask() {
      const { node } = standing()
      const query = database.kysely
        .selectFrom('cluster_node')
        .select(sql<number>`1`.as('may'))
        .where('id', '=', node.id)
        .where('generation', '=', node.generation)
        .where('instance_id', '=', node.instance_id)
        .where('status', 'in', ['ACTIVE', 'DRAINING', 'DRAINED'])
        .where('lease_until', '>', databaseNow(database.dialect))
      return database.dialect === 'mysql' ? query.forShare() : query
    },
    check(rows) {
      if (rows.length > 0 && !standing().isSuperseded) return
      onFenced()
      throw new FencedError()
    },
  }
}
