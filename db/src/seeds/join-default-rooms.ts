import type { Database, Tx } from '../database.ts'
import type { UserRow } from '../schema.ts'
import type { Random } from './random.ts'
import { type Pending, RoomLog } from './room-log.ts'
import { insertRows } from './write.ts'

/** Puts new people into the rooms in which everybody lands and that were there before. */
export async function joinDefaultRooms(
  { kysely, dialect }: Database,
  random: Random,
  { people, now }: { people: readonly UserRow[]; now: number },
): Promise<void> {
  await kysely.transaction().execute(async (tx) => {
    const query = tx.selectFrom('room').selectAll().where('is_default', '=', 1).where('archived_at', 'is', null)
    const rooms = await (dialect === 'mysql' ? query.orderBy('id').forUpdate() : query.orderBy('id')).execute()
    for (const room of rooms) {
      const log = new RoomLog(random, room)
      log.at = now
      for (const { id } of people) log.join(id, id)
      await writeJoins(tx, log.take())
    }
  })
}

async function writeJoins(tx: Tx, { room, members, events }: Pending): Promise<void> {
  const { last_seq, members_seq } = room
  await tx.updateTable('room').set({ last_seq, members_seq }).where('id', '=', room.id).execute()
  await insertRows(tx, 'membership', members)
  await insertRows(tx, 'room_event', events)
}
