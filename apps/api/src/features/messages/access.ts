import type { MessageRow } from '@parley/db'
import { type Context, viewerOf } from '../../context.ts'
import { AccessError } from '../../errors.ts'
import type { HeldRoom } from '../../realtime/held-room.ts'
import { accessHeldRoom, accessRoom } from '../rooms/access.ts'
import { isPermitted, type RoomOperation } from '../rooms/policy.ts'
import type { MessageId } from './message-id.ts'
import { messageLoader } from './message.loader.ts'

/** What can be done with a message, and what of its room one must be allowed for it. */
const needs = { read: 'read', reply: 'post', react: 'react', edit: 'post', retract: 'post' } as const satisfies Record<
  string,
  RoomOperation
>

/** The message, if the viewer may read its room. */
export async function accessMessage(ctx: Context, { roomId, seq }: MessageId): Promise<MessageRow> {
  await accessRoom(ctx, roomId, 'read')
  const message = await messageLoader(ctx).load([roomId, seq])
  if (!message) throw new AccessError()
  return message
}

/** The message in a room that is held, if the viewer may do that with it. One's own is edited; a moderator may retract any. */
export async function accessHeldMessage(
  ctx: Context,
  held: HeldRoom,
  { seq, to }: { seq: number; to: keyof typeof needs },
): Promise<MessageRow> {
  const place = await accessHeldRoom(ctx, held, needs[to])
  const query = held.tx.selectFrom('message').selectAll().where('room_id', '=', held.room.id).where('seq', '=', seq)
  const message = await query.executeTakeFirst()
  if (!message) throw new AccessError()
  const isMine = message.author_id === viewerOf(ctx).user.id
  if (to === 'edit' && !isMine) throw new AccessError()
  if (to === 'retract' && !isMine && !isPermitted('retractAny', place)) throw new AccessError()
  return message
}
