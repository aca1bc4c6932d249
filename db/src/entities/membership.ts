import { defineEntity, p } from '@mikro-orm/core'
import { count, id, time } from './columns.ts'

export type RoomRole = 'OWNER' | 'MODERATOR' | 'MEMBER'

/** Somebody in a room. `read_count` is the ordinal of the last message at or before `read_seq`: unread is a subtraction. */
export const Membership = defineEntity({
  name: 'Membership',
  tableName: 'membership',
  indexes: [{ properties: ['user_id'] }],
  properties: {
    room_id: id().primary(),
    user_id: id().primary(),
    role: p.string().length(10).$type<RoomRole>(),
    joined_at: time(),
    read_seq: count(),
    read_count: count(),
  },
})
