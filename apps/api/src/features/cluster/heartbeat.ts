import type { ClusterNodeRow, Database } from '@parley/db'
import { sql } from 'kysely'
import { databaseNow } from './clock.ts'
import type { Load } from './load.ts'

export type Pulse = {
  /** The node's row; null when it was forgotten. */
  node: ClusterNodeRow | null
  /** Whether the lease was prolonged: the row is still this process's and this generation's. */
  isOurs: boolean
  /** Who leads and for how long yet, in ms; null when nobody has ever led. */
  leader: { nodeId: string; msLeft: number } | null
  /** Whether another node holds a lease. */
  hasOthers: boolean
}

type Beat = { id: string; generation: number; instanceId: string; leaseMs: number; load: Load }

/** Prolongs the lease and tells the load: three statements, whatever the size of the cluster. */
export async function beat(
  { kysely, dialect }: Database,
  { id, generation, instanceId, leaseMs, load }: Beat,
): Promise<Pulse> {
  const now = databaseNow(dialect)
  const rooms = kysely
    .selectFrom('room_placement as cluster_rooms')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('node_id', '=', id)
  const { n: room_count } = await rooms.executeTakeFirstOrThrow()
  const result = await kysely
    .updateTable('cluster_node')
    .set({ ...load, room_count, heartbeat_at: now, lease_until: sql`${now} + ${leaseMs}` })
    .where('id', '=', id)
    .where('generation', '=', generation)
    .where('instance_id', '=', instanceId)
    .where('status', '!=', 'OFFLINE')
    .executeTakeFirst()
  const found = await kysely
    .selectFrom('cluster_node as n')
    .leftJoin('cluster_lease as l', (join) => join.on('l.name', '=', 'leader'))
    .selectAll('n')
    .select(['l.node_id as leader_id', 'l.until as leader_until', now.as('now')])
    .select((eb) =>
      eb
        .selectFrom('cluster_node as o')
        .select('o.id')
        .where('o.id', '!=', id)
        .where('o.lease_until', '>', now)
        .limit(1)
        .as('other_id'),
    )
    .where('n.id', '=', id)
    .executeTakeFirst()
  if (!found) return { node: null, isOurs: false, leader: null, hasOthers: false }
  const { leader_id, leader_until, now: read, other_id, ...node } = found
  const msLeft = Math.max(0, (leader_until ?? 0) - read)
  return {
    node,
    isOurs: result.numUpdatedRows > 0n,
    leader: leader_id === null ? null : { nodeId: leader_id, msLeft },
    hasOthers: other_id !== null,
  }
}
