import type { Database, RoomRow, Statement, Tables } from '@parley/db'
import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import { rowOf } from './events.ts'
import type { HeldRoom } from './held-room.ts'

type Target = Pick<Database, 'kysely' | 'dialect'>

/** Locks the rooms of a batch, in the order of their ids so that two nodes can't wait for each other. */
export function lockRooms({ kysely, dialect }: Target, roomIds: readonly string[]): Statement<RoomRow> | null {
  const ids = [...new Set(roomIds)].sort()
  if (ids.length === 0) return null
  const query = kysely.selectFrom('room').selectAll().where('id', 'in', ids).orderBy('id')
  // SQLite has one writer at a time and no row locks.
  return dialect === 'mysql' ? query.forUpdate() : query
}

/** The log lines of a batch, in one statement. */
export function insertEvents({ kysely }: Target, rooms: readonly HeldRoom[]): Statement[] {
  const rows = rooms.flatMap((held) => held.events.map(rowOf))
  return rows.length > 0 ? [kysely.insertInto('room_event').values(rows)] : []
}

/** Where the logs of a batch stand now, in one statement for all its rooms. */
export function saveRooms(target: Target, rooms: readonly HeldRoom[]): Statement[] {
  const changed = rooms.filter((held) => held.events.length > 0).map((held) => held.room)
  return updateRows(target, 'room', {
    rows: changed,
    columns: ['last_seq', 'members_seq', 'message_count', 'last_message_at'],
  })
}

/**
 * Writes some columns of rows that are there, and that the transaction holds, each with values of its own. As an insert
 * that finds its key: an update that tells the rows apart by cases compares each of them with each case.
 */
export function updateRows<T extends keyof Tables>(
  { kysely, dialect }: Target,
  table: T,
  { rows, columns }: { rows: readonly Insertable<Tables[T]>[]; columns: readonly (keyof Tables[T] & string)[] },
): Statement[] {
  if (rows.length === 0) return []
  const set = (fresh: string) =>
    sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`${fresh}.${column}`)}`))
  const update =
    dialect === 'mysql'
      ? sql`as fresh on duplicate key update ${set('fresh')}`
      : sql`on conflict do update set ${set('excluded')}`
  return [kysely.insertInto(table).values(rows).modifyEnd(update)]
}
