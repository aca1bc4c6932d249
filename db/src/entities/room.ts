import { defineEntity, p } from '@mikro-orm/core'
import { count, flag, id, time } from './columns.ts'

export type RoomKind = 'PUBLIC' | 'PRIVATE' | 'DIRECT'

/**
 * A room and where its log stands. Whoever holds this row's lock may write to the room: `last_seq` is the number of
 * the log's last event, `message_count` that of the main timeline's messages; both only grow.
 */
export const Room = defineEntity({
  name: 'Room',
  tableName: 'room',
  properties: {
    id: id().primary(),
    kind: p.string().length(8).$type<RoomKind>(),
    name: p.string().length(80),
    /** Lower-cased name of a public room that isn't archived, else null: no two of them share a name. */
    public_name: p.string().length(80).nullable().unique(),
    topic: p.string().length(250),
    /** Who is in a direct room, as one key: opening it twice finds the same one. */
    direct_key: p.string().length(64).nullable().unique(),
    /** The creator and the id that their client made: creating twice finds the same one. */
    creation_key: p.string().length(101).nullable().unique(),
    is_default: flag(),
    created_by: id().nullable(),
    created_at: time(),
    archived_at: time().nullable(),
    /** Changed when the log was restored or repaired, so that cursors from before are refused. */
    epoch: p.string().length(16),
    last_seq: count(),
    /** The number of the last event that changed who is in the room. */
    members_seq: count(),
    message_count: count(),
    last_message_at: time().nullable(),
  },
})
