import type { Database, RoomEventRow } from '@parley/db'
import { type LogPage, type LogSource, type Position, UnknownStreamError } from '@parley/realtime'
import { sql } from 'kysely'
import { jointly } from '../joint.ts'
import { eventOf, type RoomEvent } from './events.ts'

/** The rooms' logs as packages/realtime reads them: a stream is a room's id. Rooms that are read at the same time are read together. */
export function createLogSource(database: Database): LogSource<RoomEvent> {
  return {
    async read(roomId, after, limit) {
      const [page] = await readPages(database, [[roomId, after, after + limit]])
      if (!page) throw new UnknownStreamError(roomId)
      return page
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

/** Lines of a log past one number, up to and with another. */
type Range = readonly [roomId: string, after: number, upTo: number]
/** A line beside its room; all of it null in the one row of a room that has none there. */
type Row = { nth: number; epoch: string; last_seq: number } & (RoomEventRow | { seq: null })

/** One statement sees the rooms and their lines as they are at one moment. */
const readPages = jointly<Range, LogPage<RoomEvent>>(
  async (db, ranges) => {
    const parts = ranges.map(
      ([roomId, after, upTo], nth) => sql`
        select ${nth} as nth, room.epoch, room.last_seq, line.*
        from room left join room_event as line on line.room_id = room.id and line.seq > ${after} and line.seq <= ${upTo}
        where room.id = ${roomId}`,
    )
    const { rows } = await sql<Row>`${sql.join(parts, sql` union all `)}`.execute(db)
    const byRange = Map.groupBy(rows, ({ nth }) => nth)
    return ranges.map((_, nth) => pageOf(byRange.get(nth)))
  },
  { maxKeys: 100 },
)

function pageOf(rows: readonly Row[] | undefined): LogPage<RoomEvent> | null {
  const [first] = rows ?? []
  if (!rows || !first) return null
  const { epoch, last_seq: head } = first
  const lines = rows.filter((row) => row.seq !== null).sort((a, b) => a.seq - b.seq)
  return { epoch, head, events: lines.map((line) => eventOf(line, epoch)) }
}
