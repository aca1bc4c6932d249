import { isDuplicate } from '@parley/db'
import { v7 as uuid } from 'uuid'
import { type Context, commit, commitNew, dbOf } from '../../context.ts'
import { addMember } from './members.ts'
import { newRoom } from './new-room.ts'

/** Puts a new account into the rooms in which everybody lands. The first account finds none and makes one, its own. */
export async function joinDefaultRooms(ctx: Context, userId: string): Promise<void> {
  const roomIds = await defaultRooms(ctx)
  if (roomIds.length === 0) await makeDefaultRoom(ctx, userId)
  for (const roomId of roomIds.length > 0 ? roomIds : await defaultRooms(ctx)) {
    await commit(ctx, roomId, (held) => addMember(held, { userId, actorId: userId, role: 'MEMBER' }))
  }
}

async function defaultRooms(ctx: Context): Promise<string[]> {
  const query = dbOf(ctx).selectFrom('room').select('id').where('is_default', '=', 1).where('archived_at', 'is', null)
  return (await query.orderBy('id').execute()).map((room) => room.id)
}

async function makeDefaultRoom(ctx: Context, userId: string): Promise<void> {
  const room = newRoom({ id: uuid(), kind: 'PUBLIC', name: 'general', topic: 'Everybody is here', createdBy: userId })
  try {
    await commitNew(ctx, { ...room, is_default: 1 }, async (held) => {
      held.append({ actorId: userId, data: { type: 'RoomCreated' } })
      await addMember(held, { userId, actorId: userId, role: 'OWNER' })
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}
