import type { MembershipRow, RoomRole } from '@parley/db'
import type { HeldRoom } from '../../realtime/held-room.ts'
import { membershipIn } from './access.ts'

type NewMember = { userId: string; actorId: string; role: RoomRole }

/** Puts somebody into a room that is held; who is in already stays as they are. They have read all that was before. */
export async function addMember(held: HeldRoom, { userId, actorId, role }: NewMember): Promise<MembershipRow> {
  const existing = await membershipIn(held.tx, held.room.id, userId)
  if (existing) return existing
  const membership: MembershipRow = {
    room_id: held.room.id,
    user_id: userId,
    role,
    joined_at: Date.now(),
    read_seq: held.nextSeq,
    read_count: held.room.message_count,
  }
  await held.tx.insertInto('membership').values(membership).execute()
  held.append({ actorId, data: { type: 'MemberJoined', userId }, rows: { members: [membership] } })
  held.tell(userId, { type: 'MembershipAdded', roomId: held.room.id })
  return membership
}

/** Takes somebody out of a room that is held. From the event that says so on, nothing more reaches them. */
export async function dropMember(held: HeldRoom, { userId, actorId }: Omit<NewMember, 'role'>): Promise<void> {
  const { id } = held.room
  await held.tx.deleteFrom('membership').where('room_id', '=', id).where('user_id', '=', userId).execute()
  held.append({ actorId, data: { type: 'MemberLeft', userId } })
  held.tell(userId, { type: 'MembershipRemoved', roomId: id })
}

/** Whether somebody other than `userId` owns the room. */
export async function hasOtherOwner(held: HeldRoom, userId: string): Promise<boolean> {
  const query = held.tx.selectFrom('membership').select('user_id').where('room_id', '=', held.room.id)
  return Boolean(await query.where('role', '=', 'OWNER').where('user_id', '!=', userId).executeTakeFirst())
}
