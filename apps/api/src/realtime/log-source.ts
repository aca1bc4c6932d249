import type { Database, RoomEventRow } from '@parley/db'
import { type LogSource, type Position, UnknownStreamError } from '@parley/realtime'
import { jointly } from '../joint.ts'
import { eventOf, type RoomEvent } from './events.ts'

/** The rooms' logs as packages/realtime reads them: a stream is a room's id. Rooms that are read at the same time are read together. */
export function createLogSource(database: Database): LogSource<RoomEvent> {
  return {
    // The position is read first: what is committed in between comes as events past it, never as a hole.
    async read(roomId, after, limit) {
      const [position] = await readPositions(database, [roomId])
      if (!position) throw new UnknownStreamError(roomId)
      const { epoch, head } = position
      const [rows] = await readLines(database, [[roomId, after, Math.min(head, after + limit)]])
      return { epoch, head, events: (rows ?? []).map((row) => eventOf(row, epoch)) }
    },
    async heads(roomIds) {
      const positions = await readPositions(database, roomIds)
      return new Map(positions.flatMap((position, i) => (position ? [[roomIds[i] ?? '', position]] : [])))
    },
  }
}

const readPositions = jointly<string, Position>(async (db, roomIds) => {
  const rows = await db.selectFrom('room').select(['id', 'epoch', 'last_seq']).where('id', 'in', roomIds).execute()
  const found = new Map(rows.map((row) => [row.id, { epoch: row.epoch, head: row.last_seq }]))
  return roomIds.map((id) => found.get(id) ?? null)
})

/** Lines of a log past one number, up to and with another. Numbers have no gaps, so that is their count too. */
type Range = readonly [roomId: string, after: number, upTo: number]

const readLines = jointly<Range, RoomEventRow[]>(
  async (db, ranges) => {
    const rows = await db
      .selectFrom('room_event')
      .selectAll()
      .where((eb) =>
        eb.or(
          ranges.map(([roomId, after, upTo]) =>
            eb.and([eb('room_id', '=', roomId), eb('seq', '>', after), eb('seq', '<=', upTo)]),
          ),
        ),
      )
      .orderBy('room_id')
      .orderBy('seq')
      .execute()
    const byRoom = Map.groupBy(rows, (row) => row.room_id)
    return ranges.map(([roomId, after, upTo]) =>
      (byRoom.get(roomId) ?? []).filter(({ seq }) => seq > after && seq <= upTo),
    )
  },
  { maxKeys: 20 },
)
