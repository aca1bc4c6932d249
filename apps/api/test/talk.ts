import { randomUUID } from 'node:crypto'
import { type Client, at } from './client.ts'
import { globalId, insertRoom, localId, type RoomSeed } from './rows.ts'
import type { Person, World } from './world.ts'

/** A message as these tests look at it. */
export type Told = {
  id: string
  seq: number
  ordinal: number
  clientId: string
  text: string | null
  editedAt: string | null
  retractedAt: string | null
  retractedBy: { username: string } | null
  author: { username: string }
  root: { id: string } | null
  replyCount: number
  repliers: { username: string }[]
  mentions: { username: string }[]
  reactions: { emoji: string; count: number; users: { username: string }[] }[]
}

export const messageFields = `
  id seq ordinal clientId text editedAt retractedAt retractedBy { username } author { username } root { id }
  replyCount repliers { username } mentions { username } reactions { emoji count users { username } }
`

const inputTypes: Record<string, string> = {
  archiveRoom: 'RoomInput',
  unarchiveRoom: 'RoomInput',
  joinRoom: 'RoomInput',
  leaveRoom: 'RoomInput',
  addReaction: 'ReactionInput',
  removeReaction: 'ReactionInput',
  deactivateUser: 'AdminUserInput',
  reactivateUser: 'AdminUserInput',
  signOutUser: 'AdminUserInput',
}

/** Does something by its mutation. Answers with the union's member: `data` at success, an error's `__typename` and fields else. */
export async function act<T = Record<string, unknown>>(
  who: Client,
  field: string,
  action: { input: Record<string, unknown>; select?: string; errors?: string },
) {
  const type = inputTypes[field] ?? `${pascal(field)}Input`
  const document = `mutation($input: ${type}!) {
    ${field}(input: $input) {
      __typename
      ... on Error { message }
      ${action.errors ?? ''}
      ... on ${pascal(field)}Success { data { ${action.select ?? 'id'} } }
    }
  }`
  const data = await who.query(document, { input: action.input })
  return at<{ __typename: string; data: T }>(data, field)
}

const pascal = (field: string) => field.charAt(0).toUpperCase() + field.slice(1)

/** The acts of talking, each answering with the message as it is then; or with the error's type. */
export const say = (who: Client, roomId: string, input: { text: string; clientId?: string; rootId?: string }) =>
  act<Told>(who, 'sendMessage', { input: { roomId, clientId: randomUUID(), ...input }, select: messageFields })
export const edit = (who: Client, messageId: string, text: string) =>
  act<Told>(who, 'editMessage', { input: { messageId, text }, select: messageFields })
export const retract = (who: Client, messageId: string) =>
  act<Told>(who, 'retractMessage', { input: { messageId }, select: messageFields })
export const react = (who: Client, messageId: string, emoji: string) =>
  act<Told>(who, 'addReaction', { input: { messageId, emoji }, select: messageFields })
export const unreact = (who: Client, messageId: string, emoji: string) =>
  act<Told>(who, 'removeReaction', { input: { messageId, emoji }, select: messageFields })

/** A message as somebody finds it now; null when it isn't for them. */
export async function messageBy(who: Client, id: string): Promise<Told | null> {
  return at(await who.query(`query($id: ID!) { message(id: $id) { ${messageFields} } }`, { id }), 'message')
}

/** A room with these people in it, the first of them its owner. Answers with its global id. */
export async function roomOf(
  world: World,
  people: readonly Person[],
  seed: Omit<RoomSeed, 'members'> = {},
): Promise<string> {
  const roleOf = (i: number) => (i === 0 && seed.kind !== 'DIRECT' ? ('OWNER' as const) : ('MEMBER' as const))
  const members = Object.fromEntries(people.map((person, i) => [person.user.id, roleOf(i)]))
  return globalId('Room', await insertRoom(world.app.core.database, { ...seed, members }))
}

/** How many events a room's log has. */
export async function logLength(world: World, roomId: string): Promise<number> {
  const log = world.app.core.database.kysely.selectFrom('room_event').select((eb) => eb.fn.countAll<number>().as('n'))
  return (await log.where('room_id', '=', localId(roomId)).executeTakeFirstOrThrow()).n
}

/** Every text in the database, table by table, that contains this. */
export async function placesOf(world: World, needle: string): Promise<string[]> {
  const { kysely } = world.app.core.database
  const places: string[] = []
  for (const { name } of await kysely.introspection.getTables()) {
    const rows = await kysely
      .selectFrom(name as 'message')
      .selectAll()
      .execute()
    if (rows.some((row) => JSON.stringify(row).includes(needle))) places.push(name)
  }
  return places
}
