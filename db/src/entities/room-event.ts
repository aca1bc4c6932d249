import { defineEntity, p } from '@mikro-orm/core'
import { count, id, time } from './columns.ts'

/** One line of a room's log. `data` is JSON of ids only: texts live in `message`, so that retracting one leaves no copy. */
export const RoomEvent = defineEntity({
  name: 'RoomEvent',
  tableName: 'room_event',
  properties: {
    room_id: id().primary(),
    seq: count().primary(),
    type: p.string().length(32),
    actor_id: id().nullable(),
    at: time(),
    data: p.text().$type<string>(),
  },
})
