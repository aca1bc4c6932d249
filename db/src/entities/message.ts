import { defineEntity, p } from '@mikro-orm/core'
import { count, id, time } from './columns.ts'

/** A message, numbered by the event that posted it. The main timeline has `root_seq` 0, a reply that of its thread's root. */
export const Message = defineEntity({
  name: 'Message',
  tableName: 'message',
  indexes: [{ properties: ['room_id', 'root_seq', 'seq'] }],
  uniques: [{ properties: ['author_id', 'client_id'] }],
  properties: {
    room_id: id().primary(),
    seq: count().primary(),
    root_seq: count(),
    /** Its place in the main timeline, gapless from 1; 0 for replies. */
    ordinal: count(),
    author_id: id(),
    client_id: p.string().length(64),
    text: p.text().nullable(),
    created_at: time(),
    edited_at: time().nullable(),
    retracted_at: time().nullable(),
    retracted_by: id().nullable(),
    reply_count: count(),
    last_reply_at: time().nullable(),
  },
})

/** What a message said before it was edited. Gone when the message is retracted. */
export const MessageRevision = defineEntity({
  name: 'MessageRevision',
  tableName: 'message_revision',
  properties: {
    room_id: id().primary(),
    message_seq: count().primary(),
    /** The number of the event that replaced this text. */
    seq: count().primary(),
    text: p.text().$type<string>(),
    written_at: time(),
  },
})

/** Who is mentioned where. `user_id` is '*' for everybody in the room. */
export const Mention = defineEntity({
  name: 'Mention',
  tableName: 'mention',
  indexes: [{ properties: ['user_id', 'room_id', 'seq'] }],
  properties: {
    room_id: id().primary(),
    seq: count().primary(),
    user_id: id().primary(),
  },
})
