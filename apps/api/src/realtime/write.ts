import { type Database, type Dialect, insertRows, type RoomRow, type Statement, updateRows } from '@parley/db'
import { rowOf } from './events.ts'
import { CompiledQuery } from 'kysely'
import type { HeldRoom } from './held-room.ts'

/** Locks the rooms of a batch, in the order of their ids so that two nodes can't wait for each other. */
export function lockRooms(dialect: Dialect, roomIds: readonly string[]): Statement<RoomRow> | null {
  const ids = [...new Set(roomIds)].sort()
  if (ids.length === 0) return null
  // Text, because it is part of every commit. SQLite has one writer at a time and no row locks.
  const lock = dialect === 'mysql' ? ' for update' : ''
  const text = `select * from room where id in (${ids.map(() => '?').join(', ')}) order by id${lock}`
  return { compile: () => CompiledQuery.raw(text, ids) }
}

/** The log lines of a batch, in one statement. */
export function insertEvents(rooms: readonly HeldRoom[]): Statement[] {
  return insertRows(
    'room_event',
    rooms.flatMap((held) => held.events.map(rowOf)),
  )
}

/** Where the logs of a batch stand now, in one statement for all its rooms. */
export function saveRooms({ dialect }: Database, rooms: readonly HeldRoom[]): Statement[] {
  return updateRows(dialect, 'room', {
    rows: rooms.filter((held) => held.events.length > 0).map((held) => held.room),
    columns: ['last_seq', 'members_seq', 'message_count', 'last_message_at'],
  })
}
