import type { Database } from '@parley/db'
import type { Rights } from '@parley/realtime'
import type { RoomEvent } from '../../realtime/events.ts'
import { readMemberships } from './room.loader.ts'

/** Who may go on reading a room's log: its members, up to and with the event by which they left. `who` is a user's id. */
export function readingRights(database: Database): Rights<RoomEvent> {
  return {
    revokes({ data }) {
      if (data.type !== 'MemberLeft') return undefined
      return (who) => who === data.userId
    },
    async mayRead(who, roomId) {
      const [membership] = await readMemberships(database, [[roomId, String(who)]])
      return Boolean(membership)
    },
  }
}
