import type { RoomRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { AccessError } from '../../errors.ts'
import { ClusterNodeStateError } from './cluster-errors.ts'
import { moveRooms } from './move-rooms.ts'
import type { Acting } from './node-actions.ts'
import { inTransaction } from './in-transaction.ts'

/** Gives a room its home at a node that an administrator chose. It stays there until that node goes, or a rebalance. */
export async function moveRoom(
  ctx: Context,
  acting: Acting,
  input: { roomId: string; nodeId: string },
): Promise<RoomRow> {
  const { roomId, nodeId } = input
  const db = dbOf(ctx)
  const room = await db.selectFrom('room').selectAll().where('id', '=', roomId).executeTakeFirst()
  const node = await db.selectFrom('cluster_node').selectAll().where('id', '=', nodeId).executeTakeFirst()
  if (!room || !node) throw new AccessError()
  if (node.status !== 'ACTIVE') throw new ClusterNodeStateError(node, 'only an active node can be a home.')
  const now = await db.selectFrom('room_placement').select('node_id').where('room_id', '=', roomId).executeTakeFirst()
  const from = now?.node_id ?? null
  if (from === nodeId) return room
  await moveRooms(acting, [{ roomId, from, to: nodeId, reason: 'Moved here by an administrator.' }])
  const target = { type: 'AdminRoom' as const, id: room.id, name: room.name || 'a direct conversation' }
  const details = { node: node.name }
  await inTransaction(acting.database, (tx) => acting.audit(tx, { action: 'moveRoom', target, details }))
  ctx.loaders.clear()
  return room
}
