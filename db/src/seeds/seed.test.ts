import { createMysqlDatabase } from '@parley/dev/testing'
import { isUsername, lengthOf, mentionsOf, messageLimit, tidyEmoji, tidyText } from '@parley/text'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../database.ts'
import { NotEmptyError, seed, type SeedOptions } from './seed.ts'
import { seedContract } from './seed.contract.ts'

const options = {
  users: 30,
  rooms: 14,
  messages: 900,
  days: 30,
  passwordHash: 'a hash',
  now: Date.UTC(2026, 4, 12, 14),
}

describe('SQLite', () => {
  seedContract(async () => ({ url: 'sqlite::memory:', [Symbol.asyncDispose]: async () => undefined }))
})

describe('MySQL', () => {
  seedContract(createMysqlDatabase)
})

test('the same seed and time give the same team, another seed another one', async () => {
  const said = async (more: Partial<SeedOptions>) => {
    await using database = await seeded(more)
    const rows = database.kysely.selectFrom('message').selectAll().orderBy('room_id').orderBy('seq')
    return await rows.execute()
  }
  const first = await said({})
  expect(await said({})).toEqual(first)
  expect(await said({ seed: 'another' })).not.toEqual(first)
})

test('texts, emoji and names are such as the server takes, and mention whom the rows say', async () => {
  await using database = await seeded({ messages: 4000, rooms: 30 })
  const db = database.kysely
  const users = await db.selectFrom('user').selectAll().execute()
  expect(users.map((user) => user.username).filter((name) => !isUsername(name))).toEqual([])
  const emoji = await db.selectFrom('reaction').select('emoji').distinct().execute()
  expect(emoji.filter((it) => tidyEmoji(it.emoji) !== it.emoji)).toEqual([])

  const idOf = new Map(users.map((user) => [user.username, user.id]))
  const mentions = await db.selectFrom('mention').selectAll().execute()
  const rows = Map.groupBy(mentions, (it) => `${it.room_id} ${it.seq}`)
  const members = await db.selectFrom('membership').select(['room_id', 'user_id']).execute()
  const isIn = new Set(members.map((it) => `${it.room_id} ${it.user_id}`))
  for (const { room_id, seq, author_id, text } of await db.selectFrom('message').selectAll().execute()) {
    if (text === null) continue
    expect(text).not.toMatch(/[‹›]/)
    expect(tidyText(text)).toBe(text)
    expect(lengthOf(text)).toBeLessThanOrEqual(messageLimit)
    const { usernames, all } = mentionsOf(text)
    const people = usernames.map((name) => idOf.get(name) ?? name)
    const wanted = people.filter((id) => id !== author_id && isIn.has(`${room_id} ${id}`))
    const kept = (rows.get(`${room_id} ${seq}`) ?? []).map((it) => it.user_id)
    expect(kept.sort(), text).toEqual([...wanted, ...(all ? ['*'] : [])].sort())
  }
})

test('a database with accounts is refused unless it is forced, and then grows', async () => {
  await using database = await seeded({})
  await expect(seed(database, options)).rejects.toThrow(NotEmptyError)
  await seed(database, { ...options, force: true })
  const db = database.kysely
  const count = async (table: 'user' | 'room' | 'message') => (await db.selectFrom(table).selectAll().execute()).length
  expect(await Promise.all([count('user'), count('room'), count('message')])).toEqual([60, 28, 1800])
  const defaults = await db.selectFrom('room').selectAll().where('is_default', '=', 1).execute()
  expect(defaults).toHaveLength(1)
  const [landing] = defaults
  const inIt = db
    .selectFrom('membership')
    .selectAll()
    .where('room_id', '=', landing?.id ?? '')
  expect(await inIt.execute()).toHaveLength(60)
  const log = db
    .selectFrom('room_event')
    .select('seq')
    .where('room_id', '=', landing?.id ?? '')
  expect(await log.execute()).toHaveLength(landing?.last_seq ?? 0)
})

test.each([
  { users: 2, rooms: 1, messages: 5 },
  { users: 2, rooms: 9, messages: 0 },
  { users: 3, rooms: 4, messages: 1 },
])('even a very small team works: %o', async (size) => {
  await using database = await seeded(size)
  const messages = await database.kysely.selectFrom('message').selectAll().execute()
  expect(messages).toHaveLength(size.messages)
})

async function seeded(more: Partial<SeedOptions>) {
  const database = await openDatabase('sqlite::memory:')
  await database.migrate()
  await seed(database, { ...options, ...more })
  return database
}
