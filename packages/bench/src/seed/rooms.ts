import { randomBytes, randomUUID } from 'node:crypto'
import type { Pool } from 'mysql2/promise'
import type { Person } from './people.ts'

const rowsPerStatement = 2000

/** Private rooms that all these people are in, with the log that tells how they came there. Returns the rooms' ids. */
export async function insertRooms(pool: Pool, people: readonly Person[], count: number): Promise<string[]> {
  const now = Date.now()
  const ids = Array.from({ length: count }, () => randomUUID())
  const [creator] = people
  if (!creator) throw new Error('A room needs somebody in it.')
  const lastSeq = people.length + 1
  const rooms = ids.map((id, index) => {
    const epoch = randomBytes(6).toString('hex')
    return [id, 'PRIVATE', `Room ${index}`, '', 0, creator.id, now, epoch, lastSeq, lastSeq, 0]
  })
  await insertAll(
    pool,
    'INSERT INTO room (id, kind, name, topic, is_default, created_by, created_at, epoch, last_seq, members_seq, message_count) VALUES ?',
    rooms,
  )
  const events = ids.flatMap((id) => [
    [id, 1, 'RoomCreated', creator.id, now, '{}'],
    ...people.map((person, index) => [
      id,
      index + 2,
      'MemberJoined',
      creator.id,
      now,
      JSON.stringify({ userId: person.id }),
    ]),
  ])
  await insertAll(pool, 'INSERT INTO room_event (room_id, seq, type, actor_id, at, data) VALUES ?', events)
  const members = ids.flatMap((id) =>
    people.map((person) => [id, person.id, person === creator ? 'OWNER' : 'MEMBER', now, lastSeq, 0]),
  )
  await insertAll(
    pool,
    'INSERT INTO membership (room_id, user_id, role, joined_at, read_seq, read_count) VALUES ?',
    members,
  )
  return ids
}

/** The same in the stock server's tables. */
export async function insertStockRooms(pool: Pool, people: readonly Person[], ids: readonly string[]): Promise<void> {
  await insertAll(
    pool,
    'INSERT INTO room (id, name) VALUES ?',
    ids.map((id, index) => [id, `Room ${index}`]),
  )
  const members = ids.flatMap((id) => people.map((person) => [id, person.id]))
  await insertAll(pool, 'INSERT INTO membership (room_id, user_id) VALUES ?', members)
}

async function insertAll(pool: Pool, statement: string, rows: readonly unknown[][]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await pool.query(statement, [rows.slice(start, start + rowsPerStatement)])
  }
}
