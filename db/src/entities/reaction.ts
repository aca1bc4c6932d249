import { defineEntity, p } from '@mikro-orm/core'
import { count, id, time } from './columns.ts'

/** Who reacted to what. A person holds at most one of each emoji on a message; `event_seq` keeps their order. */
export const Reaction = defineEntity({
  name: 'Reaction',
  tableName: 'reaction',
  properties: {
    room_id: id().primary(),
    seq: count().primary(),
    emoji: p.string().length(40).primary(),
    user_id: id().primary(),
    event_seq: count(),
    created_at: time(),
  },
})
