import { type MembershipRow, type RoomRow, wherePairs } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { jointly } from '../../joint.ts'
import { defineJointLoader, defineLoader, inOrder } from '../../loader.ts'

/** Rooms by id, whoever asks: features get theirs through `access.ts`. */
export const roomLoader = defineJointLoader<string, RoomRow>(
  jointly(async (db, ids) => {
    const rows = await db.selectFrom('room').selectAll().where('id', 'in', ids).execute()
    return inOrder(ids, rows, (room) => room.id)
  }),
)

export type MemberKey = readonly [roomId: string, userId: string]

/** Memberships by room and person, as they are now. */
export const readMemberships = jointly<MemberKey, MembershipRow>(async (db, keys) => {
  const rows = await db
    .selectFrom('membership')
    .selectAll()
    .where(wherePairs('room_id', 'user_id', keys))
    .execute()
  return inOrder<MemberKey, MembershipRow>(keys, rows, (it) => [it.room_id, it.user_id])
})

/** Somebody's right in a room, and where its log stands. */
export type Reader = Pick<RoomRow, 'kind' | 'archived_at' | 'epoch' | 'last_seq'> & Pick<MembershipRow, 'role'>

/** Both as they are at one moment, of those who are in the room: a removal is seen by its number or by its effect. */
export const readReaders = jointly<MemberKey, Reader>(async (db, keys) => {
  const rows = await db
    .selectFrom('membership')
    .innerJoin('room', 'room.id', 'membership.room_id')
    .select(['membership.room_id', 'user_id', 'role', 'kind', 'archived_at', 'epoch', 'last_seq'])
    .where(wherePairs('membership.room_id', 'user_id', keys))
    .execute()
  return inOrder<MemberKey, (typeof rows)[number]>(keys, rows, (it) => [it.room_id, it.user_id])
})

export const membershipLoader = defineJointLoader(readMemberships)

/** How many people are in each room. */
export const memberCountLoader = defineJointLoader<string, number>(
  jointly(async (db, ids) => {
    const rows = await db
      .selectFrom('membership')
      .select(['room_id', (eb) => eb.fn.countAll<number>().as('count')])
      .where('room_id', 'in', ids)
      .groupBy('room_id')
      .execute()
    const counts = new Map(rows.map((row) => [row.room_id, row.count]))
    return ids.map((id) => counts.get(id) ?? 0)
  }),
)

/** Who is in each direct room, the longest there first. */
export const directMembersLoader = defineJointLoader<string, string[]>(
  jointly(async (db, ids) => {
    const rows = await db
      .selectFrom('membership')
      .innerJoin('room', 'room.id', 'membership.room_id')
      .select(['membership.room_id', 'membership.user_id'])
      .where('membership.room_id', 'in', ids)
      .where('room.kind', '=', 'DIRECT')
      .orderBy('membership.user_id')
      .execute()
    const byRoom = Map.groupBy(rows, (row) => row.room_id)
    return ids.map((id) => (byRoom.get(id) ?? []).map((row) => row.user_id))
  }),
)

/** How many messages of others mention each person, or everybody, in each room past their read marker. */
export const mentionCountLoader = defineLoader<Context, MembershipRow, number>(async (ctx, memberships) => {
  const counts = new Map<MembershipRow, number>()
  // Nearly always these are the memberships of one person.
  for (const [userId, mine] of Map.groupBy(memberships, (it) => it.user_id)) {
    const found = await mentionCounts(ctx, userId, mine)
    for (const membership of mine) counts.set(membership, found.get(membership.room_id) ?? 0)
  }
  return memberships.map((it) => counts.get(it) ?? 0)
})

async function mentionCounts(ctx: Context, userId: string, memberships: readonly MembershipRow[]) {
  const rows = await dbOf(ctx)
    .selectFrom('mention')
    .innerJoin('message', (join) =>
      join.onRef('message.room_id', '=', 'mention.room_id').onRef('message.seq', '=', 'mention.seq'),
    )
    .select(['mention.room_id', (eb) => eb.fn.count<number>('mention.seq').distinct().as('count')])
    .where('mention.user_id', 'in', [userId, '*'])
    .where((eb) =>
      eb.or(
        memberships.map((it) => eb.and([eb('mention.room_id', '=', it.room_id), eb('mention.seq', '>', it.read_seq)])),
      ),
    )
    .where('message.author_id', '!=', userId)
    .groupBy('mention.room_id')
    .execute()
  return new Map(rows.map((row) => [row.room_id, row.count]))
}
