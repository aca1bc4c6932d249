import { isDuplicate, type MembershipRow, type RoomKind, type RoomRole, type RoomRow } from '@parley/db'
import { lengthOf, roomNameLimit, tidyLine, topicLimit } from '@parley/text'
import { v7 as uuid } from 'uuid'
import { demandClientId } from '../../client-id.ts'
import { type Context, commit, commitNew, dbOf, viewerOf } from '../../context.ts'
import { AccessError, InvalidInputError } from '../../errors.ts'
import type { HeldRoom } from '../../realtime/held-room.ts'
import { accessHeldRoom, accessRoom, membershipIn } from './access.ts'
import { addMember, dropMember, hasOtherOwner } from './members.ts'
import { newRoom, publicName } from './new-room.ts'
import { isAbove } from './policy.ts'
import { DefaultRoomError, LastOwnerError, RoomNameTakenError } from './room-errors.ts'

// Rooms and who is in them. Who may do what is the policy's to say; every change holds the room's row while it asks.

/** How many people a room can be created with, or invited to at once. */
export const inviteLimit = 100

type NewRoomInput = {
  kind: RoomKind
  name: string
  topic?: string | null
  userIds?: readonly string[]
  clientId: string
}

/** Makes a public or private room, the viewer its owner. The same `clientId` again finds the first one. */
export async function createRoom(ctx: Context, input: NewRoomInput): Promise<RoomRow> {
  const { user } = viewerOf(ctx)
  if (input.kind === 'DIRECT') throw new InvalidInputError('kind', 'Direct conversations are opened, not created.')
  demandClientId(input.clientId)
  const name = roomName(input.name)
  const topic = roomTopicText(input.topic ?? '')
  const userIds = await existingUsers(ctx, input.userIds ?? [])
  const creationKey = `${user.id}:${input.clientId}`
  const room = newRoom({ id: uuid(), kind: input.kind, name, topic, createdBy: user.id, creationKey })
  try {
    return await commitNew(ctx, room, async (held) => {
      held.append({ actorId: user.id, data: { type: 'RoomCreated' } })
      await addMember(held, { userId: user.id, actorId: user.id, role: 'OWNER' })
      for (const userId of userIds) await addMember(held, { userId, actorId: user.id, role: 'MEMBER' })
      return held.room
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const first = await dbOf(ctx)
      .selectFrom('room')
      .selectAll()
      .where('creation_key', '=', creationKey)
      .executeTakeFirst()
    if (!first) throw new RoomNameTakenError(name)
    return (await accessRoom(ctx, first.id, 'read')).room
  }
}

/** Changes a room's name or topic. */
export async function updateRoom(ctx: Context, input: { roomId: string; name?: string | null; topic?: string | null }) {
  const name = input.name == null ? null : roomName(input.name)
  const topic = input.topic == null ? null : roomTopicText(input.topic)
  return commit(ctx, input.roomId, async (held) => {
    if (name !== null) await accessHeldRoom(ctx, held, 'rename')
    await accessHeldRoom(ctx, held, topic === null ? 'read' : 'setTopic')
    const { room } = held
    const patch: Partial<RoomRow> = {
      ...(name !== null && name !== room.name && { name }),
      ...(name !== null && room.kind === 'PUBLIC' && { public_name: publicName(name) }),
      ...(topic !== null && topic !== room.topic && { topic }),
    }
    return change(ctx, held, patch)
  })
}

/** Closes a room: it stays readable, and its name is free again. */
export async function archiveRoom(ctx: Context, roomId: string): Promise<RoomRow> {
  return commit(ctx, roomId, async (held) => {
    await accessHeldRoom(ctx, held, 'archive')
    return closeRoom(ctx, held)
  })
}

/** The same for a room that is held, by whoever may. */
export async function closeRoom(ctx: Context, held: HeldRoom): Promise<RoomRow> {
  const { room } = held
  if (room.is_default) throw new DefaultRoomError()
  return room.archived_at ? room : change(ctx, held, { archived_at: Date.now(), public_name: null })
}

/** Opens an archived room again, unless its name was taken in the meantime. */
export async function unarchiveRoom(ctx: Context, roomId: string): Promise<RoomRow> {
  return commit(ctx, roomId, async (held) => {
    await accessHeldRoom(ctx, held, 'archive')
    return reopenRoom(ctx, held)
  })
}

/** The same for a room that is held, by whoever may. */
export async function reopenRoom(ctx: Context, held: HeldRoom): Promise<RoomRow> {
  const { room } = held
  const public_name = room.kind === 'PUBLIC' ? publicName(room.name) : null
  return room.archived_at ? change(ctx, held, { archived_at: null, public_name }) : room
}

/** The viewer enters a public room; one that its last owner left alone is theirs. */
export async function joinRoom(ctx: Context, roomId: string): Promise<MembershipRow> {
  const { user } = viewerOf(ctx)
  return commit(ctx, roomId, async (held) => {
    await accessHeldRoom(ctx, held, 'join')
    const role = (await hasOtherOwner(held, user.id)) ? 'MEMBER' : 'OWNER'
    return addMember(held, { userId: user.id, actorId: user.id, role })
  })
}

/**
 * The viewer leaves. The last owner of a room with others in it has to make another one first. Leaving again is a success where the
 * room can be seen from outside; of a private one nothing is told to who isn't in it.
 */
export async function leaveRoom(ctx: Context, roomId: string): Promise<RoomRow> {
  const { user } = viewerOf(ctx)
  return commit(ctx, roomId, async (held) => {
    if (!(await membershipIn(held.tx, roomId, user.id))) return (await accessHeldRoom(ctx, held, 'see')).room
    const { membership } = await accessHeldRoom(ctx, held, 'leave')
    if (membership?.role === 'OWNER' && !(await hasOtherOwner(held, user.id)) && (await hasOthers(held, user.id))) {
      throw new LastOwnerError()
    }
    await dropMember(held, { userId: user.id, actorId: user.id })
    return held.room
  })
}

/** Puts people into the room; those who are in already stay as they are. */
export async function inviteToRoom(ctx: Context, roomId: string, userIds: readonly string[]): Promise<RoomRow> {
  const { user } = viewerOf(ctx)
  const known = await existingUsers(ctx, userIds)
  return commit(ctx, roomId, async (held) => {
    await accessHeldRoom(ctx, held, 'invite')
    for (const userId of known) await addMember(held, { userId, actorId: user.id, role: 'MEMBER' })
    return held.room
  })
}

/** Takes somebody of a lower role out of the room. */
export async function removeFromRoom(ctx: Context, roomId: string, userId: string): Promise<RoomRow> {
  const { user } = viewerOf(ctx)
  return commit(ctx, roomId, async (held) => {
    const { membership } = await accessHeldRoom(ctx, held, 'remove')
    const target = await membershipIn(held.tx, roomId, userId)
    if (!target) return held.room
    if (!membership || !isAbove(membership.role, target.role)) throw new AccessError()
    await dropMember(held, { userId, actorId: user.id })
    return held.room
  })
}

/** Gives a member another role. */
export async function setMemberRole(ctx: Context, input: { roomId: string; userId: string; role: RoomRole }) {
  const { roomId, userId, role } = input
  const { user } = viewerOf(ctx)
  return commit(ctx, roomId, async (held) => {
    await accessHeldRoom(ctx, held, 'setRole')
    const target = await membershipIn(held.tx, roomId, userId)
    if (!target) throw new AccessError()
    if (target.role === role) return target
    if (target.role === 'OWNER' && !(await hasOtherOwner(held, userId))) throw new LastOwnerError()
    await held.tx
      .updateTable('membership')
      .set({ role })
      .where('room_id', '=', roomId)
      .where('user_id', '=', userId)
      .execute()
    const member = { ...target, role }
    held.append({ actorId: user.id, data: { type: 'MemberRoleChanged', userId }, rows: { members: [member] } })
    held.tell(userId, { type: 'MembershipChanged', roomId })
    return member
  })
}

async function change(ctx: Context, held: HeldRoom, patch: Partial<RoomRow>): Promise<RoomRow> {
  if (Object.keys(patch).every((key) => patch[key as keyof RoomRow] === held.room[key as keyof RoomRow]))
    return held.room
  try {
    await held.update(patch)
  } catch (error) {
    throw isDuplicate(error) ? new RoomNameTakenError(patch.name ?? held.room.name) : error
  }
  held.append({ actorId: viewerOf(ctx).user.id, data: { type: 'RoomChanged' } })
  return held.room
}

async function hasOthers(held: HeldRoom, userId: string): Promise<boolean> {
  const query = held.tx.selectFrom('membership').select('user_id').where('room_id', '=', held.room.id)
  return Boolean(await query.where('user_id', '!=', userId).executeTakeFirst())
}

function roomName(input: string): string {
  const name = tidyLine(input)
  if (name.length === 0) throw new InvalidInputError('name', 'A room needs a name.')
  if (lengthOf(name) > roomNameLimit)
    throw new InvalidInputError('name', `A name has at most ${roomNameLimit} characters.`)
  return name
}

function roomTopicText(input: string): string {
  const topic = tidyLine(input)
  if (lengthOf(topic) > topicLimit)
    throw new InvalidInputError('topic', `A topic has at most ${topicLimit} characters.`)
  return topic
}

/** The ids of those who exist and are active, each once. Throws InvalidInputError when one doesn't, or there are too many. */
export async function existingUsers(ctx: Context, userIds: readonly string[]): Promise<string[]> {
  const ids = [...new Set(userIds)]
  if (ids.length === 0) return []
  if (ids.length > inviteLimit) throw new InvalidInputError('userIds', `At most ${inviteLimit} people at once.`)
  const query = dbOf(ctx).selectFrom('user').select('id').where('id', 'in', ids).where('deactivated_at', 'is', null)
  const found = await query.execute()
  if (found.length < ids.length)
    throw new InvalidInputError('userIds', 'Somebody in that list does not exist any more.')
  return ids
}
