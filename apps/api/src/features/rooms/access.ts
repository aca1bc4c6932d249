import type { MembershipRow, RoomRow, Tx } from '@parley/db'
import type { Position } from '@parley/realtime'
import { type Context, viewerOf } from '../../context.ts'
import { AccessError } from '../../errors.ts'
import type { HeldRoom } from '../../realtime/held-room.ts'
import { isClosedByArchive, isPermitted, type RoomOperation } from './policy.ts'
import { membershipLoader, readReaders, roomLoader } from './room.loader.ts'
import { RoomArchivedError } from './room-errors.ts'

// Getting a room is being allowed to have it: features load rooms here only. Missing and forbidden look the same.

export type Place = { room: RoomRow; membership: MembershipRow | null }

/** The room, if the viewer may do `operation` there. Throws AccessError, or RoomArchivedError when only that is in the way. */
export async function accessRoom(ctx: Context, roomId: string, operation: RoomOperation): Promise<Place> {
  const { user } = viewerOf(ctx)
  const [room, membership] = await Promise.all([
    roomLoader(ctx).load(roomId),
    membershipLoader(ctx).load([roomId, user.id]),
  ])
  return permit(operation, room, membership)
}

/**
 * Where a room's log stands at a moment at which the viewer may read it. Throws AccessError. Removals up to there are seen by their
 * effect and later ones are in the log: who follows it from there on misses none.
 */
export async function accessLog(ctx: Context, roomId: string): Promise<Position> {
  const [reader] = await readReaders(ctx.core.database, [[roomId, viewerOf(ctx).user.id]])
  if (!reader || !isPermitted('read', { room: reader, membership: reader })) throw new AccessError()
  return { epoch: reader.epoch, head: reader.last_seq }
}

/** The same for a room that a change holds: the answer can't be outdated. */
export async function accessHeldRoom(ctx: Context, held: HeldRoom, operation: RoomOperation): Promise<Place> {
  const membership = await membershipIn(held.tx, held.room.id, viewerOf(ctx).user.id)
  return permit(operation, held.room, membership)
}

/** Somebody's membership as the transaction sees it. */
export async function membershipIn(tx: Tx, roomId: string, userId: string): Promise<MembershipRow | null> {
  const query = tx.selectFrom('membership').selectAll().where('room_id', '=', roomId).where('user_id', '=', userId)
  return (await query.executeTakeFirst()) ?? null
}

/** The place, if the policy allows the operation there. */
export function permit(operation: RoomOperation, room: RoomRow | null, membership: MembershipRow | null): Place {
  if (!room || !isPermitted(operation, { room, membership })) throw new AccessError()
  if (isClosedByArchive(operation, room)) throw new RoomArchivedError()
  return { room, membership }
}
