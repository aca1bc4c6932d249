import type { RoomKind, RoomRow } from '@parley/db'
import { type RawBuilder, sql } from 'kysely'
import { commit, type Context, dbOf } from '../../context.ts'
import { InvalidInputError } from '../../errors.ts'
import { contains } from '../../names.ts'
import type { Slice } from '../../paging.ts'
import { closeRoom, reopenRoom } from '../rooms/rooms.ts'
import { writeAudit } from '../audit/audit.ts'
import { holdAdministrators } from './administrators.ts'

/** Archives a room of others, or takes it out of the archive. Direct conversations are their people's own. */
export function setRoomArchived(ctx: Context, roomId: string, isArchived: boolean): Promise<RoomRow> {
  return commit(ctx, roomId, async (held) => {
    await holdAdministrators(ctx, held.tx, ctx.core.database.dialect)
    const { id, kind, name, archived_at } = held.room
    if (kind === 'DIRECT') throw new InvalidInputError('roomId', 'Direct conversations can’t be archived.')
    if ((archived_at !== null) === isArchived) return held.room
    const room = await (isArchived ? closeRoom : reopenRoom)(ctx, held)
    const target = { type: 'Room', id, name }
    await writeAudit(ctx, held.tx, { action: 'setRoomArchived', target, details: { isArchived } })
    return room
  })
}

export const roomOrders = ['NAME', 'MESSAGES', 'MEMBERS', 'LAST_MESSAGE'] as const
export type RoomOrder = (typeof roomOrders)[number]

/** A room with what it is ordered by. */
export type RankedRoom = RoomRow & { rank: string | number }
export type RoomKey = readonly [order: RoomOrder, rank: string | number, id: string]

/** A cursor in one order of the rooms; in another one it means nothing. */
export const roomCursor = (order: RoomOrder) => ({
  of: (room: RankedRoom): string => JSON.stringify([order, room.rank, room.id] satisfies RoomKey),
  parse(text: string): RoomKey | null {
    try {
      const [of, rank, id]: unknown[] = JSON.parse(text)
      const isRank = typeof rank === (order === 'NAME' ? 'string' : 'number')
      return of === order && isRank && typeof id === 'string' ? [order, rank as string | number, id] : null
    } catch {
      return null
    }
  },
})

export type RoomFilter = {
  search?: string | null | undefined
  kind?: RoomKind | null | undefined
  isArchived?: boolean | null | undefined
}

const ranks: Record<RoomOrder, RawBuilder<string | number>> = {
  NAME: sql`lower(room.name)`,
  MESSAGES: sql`room.message_count`,
  MEMBERS: sql`coalesce(crowd.members, 0)`,
  LAST_MESSAGE: sql`coalesce(room.last_message_at, 0)`,
}

/** All rooms: by name, or the largest or latest first. */
export async function findRooms(
  ctx: Context,
  { order, ...filter }: RoomFilter & { order: RoomOrder },
  { after, before, limit, inverted }: Slice<RoomKey>,
): Promise<RankedRoom[]> {
  const rank = ranks[order]
  const isDescending = order !== 'NAME'
  const key = sql`(${rank}, room.id)`
  const [later, earlier] = isDescending ? [sql`<`, sql`>`] : [sql`>`, sql`<`]
  let query = dbOf(ctx).selectFrom('room').selectAll('room').select(rank.as('rank'))
  if (order === 'MEMBERS') query = query.leftJoin(crowds(ctx), 'crowd.room_id', 'room.id')
  if (filter.search) {
    query = query.where(contains(['room.name', 'room.topic'], filter.search)).where('room.kind', '!=', 'DIRECT')
  }
  if (filter.kind) query = query.where('room.kind', '=', filter.kind)
  if (filter.isArchived != null) query = query.where('room.archived_at', filter.isArchived ? 'is not' : 'is', null)
  if (after) query = query.where(sql<boolean>`${key} ${later} (${after[1]}, ${after[2]})`)
  if (before) query = query.where(sql<boolean>`${key} ${earlier} (${before[1]}, ${before[2]})`)
  const direction = isDescending === inverted ? 'asc' : 'desc'
  return query.orderBy(rank, direction).orderBy('room.id', direction).limit(limit).execute()
}

function crowds(ctx: Context) {
  return dbOf(ctx)
    .selectFrom('membership')
    .select(['room_id', (eb) => eb.fn.countAll<number>().as('members')])
    .groupBy('room_id')
    .as('crowd')
}
