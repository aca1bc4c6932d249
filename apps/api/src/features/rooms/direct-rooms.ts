import { createHash } from 'node:crypto'
import { isDuplicate, type RoomRow } from '@parley/db'
import { v7 as uuid } from 'uuid'
import { type Context, commitNew, dbOf, viewerOf } from '../../context.ts'
import { InvalidInputError } from '../../errors.ts'
import { addMember } from './members.ts'
import { newRoom } from './new-room.ts'
import { existingUsers } from './rooms.ts'

// Direct conversations, of one person (notes to oneself) up to ten. The same people always have the same one.

/** How many people a direct room can have, the viewer included. */
export const directLimit = 10

/** The direct room of the viewer and these people, made when there is none. */
export async function openDirectRoom(ctx: Context, userIds: readonly string[]): Promise<RoomRow> {
  const { user } = viewerOf(ctx)
  const people = [...new Set([user.id, ...userIds])].sort()
  if (people.length > directLimit) {
    throw new InvalidInputError(
      'userIds',
      `A direct conversation has at most ${directLimit} people. Create a private room.`,
    )
  }
  await existingUsers(ctx, people)
  const directKey = createHash('sha256').update(people.join(' ')).digest('hex')
  const existing = await findDirect(ctx, directKey)
  if (existing) return existing
  try {
    const room = newRoom({ id: uuid(), kind: 'DIRECT', name: '', createdBy: user.id, directKey })
    return await commitNew(ctx, room, async (held) => {
      held.append({ actorId: user.id, data: { type: 'RoomCreated' } })
      for (const userId of people) await addMember(held, { userId, actorId: user.id, role: 'MEMBER' })
      return held.room
    })
  } catch (error) {
    const first = isDuplicate(error) ? await findDirect(ctx, directKey) : null
    if (!first) throw error
    return first
  }
}

async function findDirect(ctx: Context, directKey: string): Promise<RoomRow | null> {
  const query = dbOf(ctx).selectFrom('room').selectAll().where('direct_key', '=', directKey)
  return (await query.executeTakeFirst()) ?? null
}
