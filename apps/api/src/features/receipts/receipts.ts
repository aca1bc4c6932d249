import type { MembershipRow } from '@parley/db'
import { type Context, commit, viewerOf } from '../../context.ts'
import { AccessError } from '../../errors.ts'
import { accessHeldRoom } from '../rooms/access.ts'

// Where each member has read to. Unread is derived from it: what the room has counted less what its reader has.

/**
 * Moves the viewer's read marker to an event of the room's log: forwards by reading, backwards by 'mark as unread'.
 * A number past the log's end means its end.
 */
export async function markRead(ctx: Context, { roomId, seq }: { roomId: string; seq: number }): Promise<MembershipRow> {
  const { user } = viewerOf(ctx)
  return commit(ctx, roomId, async (held) => {
    const { membership, room } = await accessHeldRoom(ctx, held, 'read')
    if (!membership) throw new AccessError()
    const read_seq = Math.min(Math.max(0, seq), room.last_seq)
    if (read_seq === membership.read_seq) return membership
    const message = await held.tx
      .selectFrom('message')
      .select('ordinal')
      .where('room_id', '=', roomId)
      .where('root_seq', '=', 0)
      .where('seq', '<=', read_seq)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    const read = { read_seq, read_count: message?.ordinal ?? 0 }
    await held.tx
      .updateTable('membership')
      .set(read)
      .where('room_id', '=', roomId)
      .where('user_id', '=', user.id)
      .execute()
    held.tell(user.id, { type: 'MembershipChanged', roomId })
    return { ...membership, ...read }
  })
}
