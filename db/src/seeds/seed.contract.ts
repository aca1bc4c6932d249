import { beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../database.ts'
import type { MessageRow, RoomEventRow, RoomRow } from '../schema.ts'
import { seed } from './seed.ts'

export type SeedDatabase = AsyncDisposable & { url: string }

const now = Date.UTC(2026, 4, 12, 14, 20)
// One room is long enough to be written in several pieces.
const size = { users: 24, rooms: 24, messages: 4000, inOneRoom: 0.6, days: 60 }

type All = Awaited<ReturnType<typeof readAll>>

/** What a seeded database must hold to: the same that everything written through the server does. */
export function seedContract(make: () => Promise<SeedDatabase>): void {
  let all: All

  beforeAll(async () => {
    await using place = await make()
    await using database = await openDatabase(place.url)
    await database.migrate()
    await seed(database, { ...size, passwordHash: 'a hash', now })
    all = await readAll(database)
  })

  test('there is as much as was asked for', () => {
    expect(all.user).toHaveLength(size.users)
    expect(all.room).toHaveLength(size.rooms)
    expect(all.message).toHaveLength(size.messages)
    expect(all.user.filter((user) => user.role === 'ADMIN')).toHaveLength(1)
    expect(new Set(all.room.map((room) => room.kind))).toEqual(new Set(['PUBLIC', 'PRIVATE', 'DIRECT']))
    expect(all.room.filter((room) => room.is_default)).toHaveLength(1)
  })

  describe('the log', () => {
    test('is gapless, in the order of time, and ends where the room says', () => {
      for (const { room, events } of logs(all)) {
        expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1))
        expect(events.map((event) => event.at)).toEqual(events.map((event) => event.at).toSorted((a, b) => a - b))
        expect(events.at(-1)?.seq).toBe(room.last_seq)
        expect(events.at(-1)?.at).toBeLessThanOrEqual(now)
        expect(events[0]).toMatchObject({ type: 'RoomCreated', at: room.created_at, actor_id: room.created_by })
      }
    })

    test('tells of each message, edit, retraction and reaction once', () => {
      expect(keys(ofType(all, 'MessagePosted'), (it) => it.seq)).toEqual(keys(all.message, (it) => it.seq))
      const edits = ofType(all, 'MessageEdited').filter((it) => !isRetracted(all, it.room_id, it.data.messageSeq))
      expect(keys(edits, (it) => it.seq)).toEqual(keys(all.message_revision, (it) => it.seq))
      const retracted = all.message.filter((it) => it.retracted_at !== null)
      expect(keys(ofType(all, 'MessageRetracted'), (it) => it.data.messageSeq)).toEqual(keys(retracted, (it) => it.seq))
      for (const type of ['MessageEdited', 'MessageRetracted', 'ReactionAdded', 'ReactionRemoved', 'MemberLeft']) {
        expect(ofType(all, type), type).not.toHaveLength(0)
      }
    })

    test('replayed, leaves the members and the reactions that there are', () => {
      const members = new Map<string, string>()
      const reactions = new Map<string, number>()
      for (const { room_id, seq, type, data } of all.events) {
        const [member, of] = [`${room_id} ${data.userId}`, `${room_id} ${data.messageSeq}`]
        if (type === 'MemberJoined') members.set(member, 'in')
        if (type === 'MemberLeft') members.delete(member)
        if (type === 'ReactionAdded') reactions.set(`${of} ${data.emoji} ${data.userId}`, seq)
        if (type === 'ReactionRemoved') reactions.delete(`${of} ${data.emoji} ${data.userId}`)
        if (type === 'MessageRetracted') {
          for (const key of reactions.keys()) if (key.startsWith(`${of} `)) reactions.delete(key)
        }
      }
      expect(all.membership.map((it) => `${it.room_id} ${it.user_id}`).sort()).toEqual([...members.keys()].sort())
      const held = all.reaction.map(
        (it) => [`${it.room_id} ${it.seq} ${it.emoji} ${it.user_id}`, it.event_seq] as const,
      )
      expect(new Map(held)).toEqual(reactions)
      for (const { room, events } of logs(all)) {
        const last = events.findLast((it) => it.type === 'MemberJoined' || it.type === 'MemberLeft')
        expect(room.members_seq).toBe(last?.seq)
      }
    })
  })

  test('messages are counted as the server counts them', () => {
    for (const { room, messages } of logs(all)) {
      const main = messages.filter((it) => it.root_seq === 0)
      expect(main.map((it) => it.ordinal)).toEqual(main.map((_, i) => i + 1))
      expect(room.message_count).toBe(main.length)
      expect(room.last_message_at).toBe(main.at(-1)?.created_at ?? null)
      const replies = Map.groupBy(
        messages.filter((it) => it.root_seq > 0),
        (it) => it.root_seq,
      )
      for (const root of main) {
        const own = replies.get(root.seq) ?? []
        expect([root.reply_count, root.last_reply_at]).toEqual([own.length, own.at(-1)?.created_at ?? null])
        replies.delete(root.seq)
      }
      expect([...replies]).toEqual([])
    }
    expect(all.message.some((it) => it.root_seq > 0)).toBe(true)
  })

  test('who speaks, or reacts, is in the room at that time', () => {
    const present = new Set<string>()
    for (const { room_id, type, actor_id, data } of all.events) {
      if (type === 'MemberJoined') present.add(`${room_id} ${data.userId}`)
      if (/^(Message|Reaction)/.test(type)) expect(present).toContain(`${room_id} ${actor_id}`)
      if (type === 'MemberLeft') present.delete(`${room_id} ${data.userId}`)
    }
  })

  test('read markers stand on a message or at the end; some have unread messages and mentions', () => {
    const rooms = new Map(logs(all).map((log) => [log.room.id, log]))
    for (const member of all.membership) {
      const log = rooms.get(member.room_id)
      const before = log?.messages.findLast((it) => it.root_seq === 0 && it.seq <= member.read_seq)
      expect(member.read_count).toBe(before?.ordinal ?? 0)
      const own = log?.messages.findLast((it) => it.root_seq === 0 && it.author_id === member.user_id)
      expect(member.read_seq).toBeGreaterThanOrEqual(own?.seq ?? 0)
    }
    const unread = all.membership.filter((it) => it.read_count < (rooms.get(it.room_id)?.room.message_count ?? 0))
    expect(unread.length).toBeGreaterThan(all.membership.length / 10)
    expect(unread.length).toBeLessThan(all.membership.length)
    const [admin] = all.user.filter((user) => user.role === 'ADMIN')
    const mine = new Map(unread.filter((it) => it.user_id === admin?.id).map((it) => [it.room_id, it.read_seq]))
    const called = all.mention.filter((it) => it.user_id === admin?.id && it.seq > (mine.get(it.room_id) ?? Infinity))
    expect(called).not.toHaveLength(0)
  })

  test('what was taken back left nothing behind', () => {
    const gone = all.message.filter((it) => it.retracted_at !== null)
    expect(gone.every((it) => it.text === null && it.edited_at === null)).toBe(true)
    for (const row of [...all.reaction, ...all.mention]) expect(isRetracted(all, row.room_id, row.seq)).toBe(false)
    for (const row of all.message_revision) expect(isRetracted(all, row.room_id, row.message_seq)).toBe(false)
  })

  test('the newest of it is a few hours old at most', () => {
    const latest = Math.max(...all.room.map((room) => room.last_message_at ?? 0))
    expect(now - latest).toBeLessThan(3 * 60 * 60_000)
  })
}

async function readAll({ kysely }: Database) {
  const lines = await kysely.selectFrom('room_event').selectAll().orderBy('room_id').orderBy('seq').execute()
  return {
    user: await kysely.selectFrom('user').selectAll().execute(),
    membership: await kysely.selectFrom('membership').selectAll().execute(),
    message_revision: await kysely.selectFrom('message_revision').selectAll().execute(),
    mention: await kysely.selectFrom('mention').selectAll().execute(),
    reaction: await kysely.selectFrom('reaction').selectAll().execute(),
    room: await kysely.selectFrom('room').selectAll().orderBy('id').execute(),
    message: await kysely.selectFrom('message').selectAll().orderBy('room_id').orderBy('seq').execute(),
    events: lines.map(({ data, ...rest }) => ({ ...rest, data: JSON.parse(data) as EventData })),
  }
}

type EventData = { userId?: string; messageSeq: number; emoji?: string }
type Event = Omit<RoomEventRow, 'data'> & { data: EventData }

function logs(all: All): { room: RoomRow; events: Event[]; messages: MessageRow[] }[] {
  const [events, messages] = [Map.groupBy(all.events, (it) => it.room_id), Map.groupBy(all.message, (it) => it.room_id)]
  return all.room.map((room) => ({ room, events: events.get(room.id) ?? [], messages: messages.get(room.id) ?? [] }))
}

function ofType(all: All, type: string): Event[] {
  return all.events.filter((it) => it.type === type)
}

function isRetracted(all: All, roomId: string, seq: number): boolean {
  return all.message.some((it) => it.room_id === roomId && it.seq === seq && it.retracted_at !== null)
}

function keys<T extends { room_id: string }>(rows: readonly T[], number: (row: T) => number): string[] {
  return rows.map((row) => `${row.room_id} ${number(row)}`).sort()
}
