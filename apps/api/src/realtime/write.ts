import type { Dialect, Tx } from '@parley/db'
import { sql } from 'kysely'
import { rowOf } from './events.ts'
import { HeldRoom } from './held-room.ts'

/** Locks the rooms of a batch, in the order of their ids so that two nodes can't wait for each other. */
export async function lockRooms(tx: Tx, dialect: Dialect, roomIds: readonly string[]): Promise<Map<string, HeldRoom>> {
  const ids = [...new Set(roomIds)].sort()
  if (ids.length === 0) return new Map()
  const query = tx.selectFrom('room').selectAll().where('id', 'in', ids).orderBy('id')
  // SQLite has one writer at a time and no row locks.
  const rows = await (dialect === 'mysql' ? query.forUpdate() : query).execute()
  return new Map(rows.map((row) => [row.id, new HeldRoom(tx, row)]))
}

/** Writes the log lines of a batch in one statement. */
export async function insertEvents(tx: Tx, rooms: readonly HeldRoom[]): Promise<void> {
  const rows = rooms.flatMap((held) => held.events.map(rowOf))
  if (rows.length > 0) await tx.insertInto('room_event').values(rows).execute()
}

/** Writes where the logs of a batch stand now, in one statement for all its rooms. */
export async function saveRooms(tx: Tx, rooms: readonly HeldRoom[]): Promise<void> {
  const changed = rooms.filter((held) => held.events.length > 0).map((held) => held.room)
  if (changed.length === 0) return
  const choose = (column: 'last_seq' | 'members_seq' | 'message_count' | 'last_message_at') =>
    sql<number>`case id ${sql.join(
      changed.map((room) => sql`when ${room.id} then ${room[column]}`),
      sql` `,
    )} end`
  await tx
    .updateTable('room')
    .set({
      last_seq: choose('last_seq'),
      members_seq: choose('members_seq'),
      message_count: choose('message_count'),
      last_message_at: choose('last_message_at'),
    })
    .where(
      'id',
      'in',
      changed.map((room) => room.id),
    )
    .execute()
}
