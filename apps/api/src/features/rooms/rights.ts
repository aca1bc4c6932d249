import type { Database } from '@parley/db'
import type { Rights } from '@parley/realtime'
import type { RoomEvent } from '../../realtime/events.ts'

/** Who may go on reading a room's log: its members, up to and with the event by which they left. `who` is a user's id. */
export function readingRights({ kysely }: Database): Rights<RoomEvent> {
  return {
    revokes({ data }) {
      if (data.type !== 'MemberLeft') return undefined
      return (who) => who === data.userId
    },
    async mayRead(who, roomId) {
      const place = kysely.selectFrom('membership').select('user_id').where('room_id', '=', roomId)
      return Boolean(await place.where('user_id', '=', String(who)).executeTakeFirst())
    },
  }
}
