import type { Database } from '@parley/db'
import type { LogSource } from '@parley/realtime'
import { UnknownStreamError } from '@parley/realtime'
import { eventOf, type RoomEvent } from './events.ts'

/** The rooms' logs as packages/realtime reads them: a stream is a room's id. */
export function createLogSource(database: Database): LogSource<RoomEvent> {
  const db = database.kysely
  return {
    // The position is read first: what is committed in between comes as events past it, never as a hole.
    async read(roomId, after, limit) {
      const room = await db.selectFrom('room').select(['epoch', 'last_seq']).where('id', '=', roomId).executeTakeFirst()
      if (!room) throw new UnknownStreamError(roomId)
      const rows = await db
        .selectFrom('room_event')
        .selectAll()
        .where('room_id', '=', roomId)
        .where('seq', '>', after)
        .where('seq', '<=', room.last_seq)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return { epoch: room.epoch, head: room.last_seq, events: rows.map((row) => eventOf(row, room.epoch)) }
    },
    async heads(roomIds) {
      const query = db
        .selectFrom('room')
        .select(['id', 'epoch', 'last_seq'])
        .where('id', 'in', [...roomIds])
      const rows = await query.execute()
      return new Map(rows.map((row) => [row.id, { epoch: row.epoch, head: row.last_seq }]))
    },
  }
}
