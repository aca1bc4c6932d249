import type { ClusterEventRow, ClusterNodeRow, RoomPlacementRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { defineLoader, inOrder } from '../../loader.ts'
import { databaseNow } from './clock.ts'

/** Nodes by id. */
export const clusterNodeLoader = defineLoader<Context, string, ClusterNodeRow>(async (ctx, ids) => {
  const rows = await dbOf(ctx).selectFrom('cluster_node').selectAll().where('id', 'in', ids).execute()
  return inOrder(ids, rows, (node) => node.id)
})

/** Where rooms have their homes, by the rooms' ids. */
export const placementLoader = defineLoader<Context, string, RoomPlacementRow>(async (ctx, ids) => {
  const rows = await dbOf(ctx).selectFrom('room_placement').selectAll().where('room_id', 'in', ids).execute()
  return inOrder(ids, rows, (placement) => placement.room_id)
})

/** How many rooms have their home at each node. */
export const roomCountLoader = defineLoader<Context, string, number>(async (ctx, ids) => {
  const rows = await dbOf(ctx)
    .selectFrom('room_placement')
    .select(['node_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('node_id', 'in', ids)
    .groupBy('node_id')
    .execute()
  const counts = new Map(rows.map((row) => [row.node_id, row.count]))
  return ids.map((id) => counts.get(id) ?? 0)
})

/** The node at which a room has its home. */
export async function homeOf(ctx: Context, roomId: string): Promise<ClusterNodeRow | null> {
  const placement = await placementLoader(ctx).load(roomId)
  return placement && clusterNodeLoader(ctx).load(placement.node_id)
}

/** Who leads; null while nobody does. */
export const leaderLoader = defineLoader<Context, 'leader', string>(async (ctx, keys) => {
  const lease = await dbOf(ctx)
    .selectFrom('cluster_lease')
    .select('node_id')
    .where('name', '=', 'leader')
    .where('until', '>', databaseNow(ctx.core.database.dialect))
    .executeTakeFirst()
  return keys.map(() => lease?.node_id ?? null)
})

/** Lines of the cluster's log by id. */
export const clusterEventLoader = defineLoader<Context, string, ClusterEventRow>(async (ctx, ids) => {
  const rows = await dbOf(ctx).selectFrom('cluster_event').selectAll().where('id', 'in', ids).execute()
  return inOrder(ids, rows, (event) => event.id)
})
