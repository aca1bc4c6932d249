import { randomUUID } from 'node:crypto'
import type { Database, MessageRow, RoomKind, RoomRole, RoomRow } from '@parley/db'
import { newRoom } from '../src/features/rooms/new-room.ts'

/** The id of a thing as GraphQL gives it. */
export function globalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64')
}

/** The part of a global id that names the thing, without its type. */
export function localId(id: string): string {
  return Buffer.from(id, 'base64').toString().replace(/^\w+:/, '')
}

type Said = { by: string; text?: string; in?: number }
export type RoomSeed = {
  kind?: RoomKind
  name?: string
  isArchived?: boolean
  members: Partial<Record<string, RoomRole>>
  /** Messages from number 1 on. `in`: the number of the message whose thread it is a reply in. */
  said?: readonly Said[]
}

/** Puts a room into the database as if all that had happened: quick, for tests that need many. Answers with its id. */
export async function insertRoom({ kysely }: Database, seed: RoomSeed): Promise<string> {
  const { kind = 'PRIVATE', name = `room ${randomUUID()}`, isArchived = false, members, said = [] } = seed
  const id = randomUUID()
  const now = Date.now()
  const messages = rowsOf(id, said, now)
  const room: RoomRow = {
    ...newRoom({ id, kind, name: kind === 'DIRECT' ? '' : name, createdBy: null }),
    ...(isArchived && { archived_at: now, public_name: null }),
    last_seq: said.length,
    message_count: messages.filter((message) => message.ordinal > 0).length,
    last_message_at: said.length > 0 ? now : null,
  }
  const memberships = Object.entries(members).map(([user_id, role = 'MEMBER']) => ({
    room_id: id,
    user_id,
    role,
    joined_at: now,
    read_seq: 0,
    read_count: 0,
  }))
  const events = messages.map((message) => ({
    room_id: id,
    seq: message.seq,
    type: 'MessagePosted',
    actor_id: message.author_id,
    at: now,
    data: JSON.stringify({ rootSeq: message.root_seq }),
  }))
  await kysely.transaction().execute(async (tx) => {
    await tx.insertInto('room').values(room).execute()
    if (memberships.length > 0) await tx.insertInto('membership').values(memberships).execute()
    if (messages.length > 0) await tx.insertInto('message').values(messages).execute()
    if (events.length > 0) await tx.insertInto('room_event').values(events).execute()
  })
  return id
}

function rowsOf(roomId: string, said: readonly Said[], now: number): MessageRow[] {
  let ordinal = 0
  return said.map(({ by, text, in: root = 0 }, i) => ({
    room_id: roomId,
    seq: i + 1,
    root_seq: root,
    ordinal: root > 0 ? 0 : ++ordinal,
    author_id: by,
    client_id: randomUUID(),
    text: text ?? `message ${i + 1}`,
    created_at: now,
    edited_at: null,
    retracted_at: null,
    retracted_by: null,
    reply_count: said.filter((reply) => reply.in === i + 1).length,
    last_reply_at: said.some((reply) => reply.in === i + 1) ? now : null,
  }))
}
