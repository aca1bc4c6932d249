import {
  type Database,
  type Dialect,
  insertRows,
  type MembershipRow,
  type MessageRow,
  pairKey,
  type Statement,
  updateRows,
} from '@parley/db'
import type { HeldRoom } from '../../realtime/held-room.ts'

/** A message that was given its number, with its thread's root as it leaves it, its author's place and whom it mentions. */
export type Posted = {
  held: HeldRoom
  message: MessageRow
  root: MessageRow | null
  membership: MembershipRow
  mentioned: string[]
}

/** What writes a batch of messages and what follows from them: at most four statements. */
export function writesOf({ dialect }: Database, posted: readonly Posted[]): Statement[] {
  const mentions = posted.flatMap(({ message, mentioned }) =>
    mentioned.map((user_id) => ({ room_id: message.room_id, seq: message.seq, user_id })),
  )
  return [
    ...insertRows(
      'message',
      posted.map((it) => it.message),
    ),
    ...insertRows('mention', mentions),
    ...updateRoots(dialect, posted),
    ...markOwnRead(dialect, posted),
  ]
}

/** Tells those whom a message mentions, each once: who is called with everybody isn't told by name again. */
export function tellMentioned(held: HeldRoom, message: MessageRow, userIds: readonly string[]): void {
  const { room_id: roomId, seq, author_id: authorId } = message
  if (userIds.includes('*')) held.callAll({ seq, authorId })
  else for (const userId of userIds) held.tell(userId, { type: 'Mentioned', roomId, seq })
}

/** Threads' roots know how many replies they have and when the last one came. */
function updateRoots(dialect: Dialect, posted: readonly Posted[]): Statement[] {
  const roots = new Map(posted.flatMap(({ root }) => (root ? [[pairKey(root.room_id, root.seq), root]] : [])))
  return updateRows(dialect, 'message', { rows: [...roots.values()], columns: ['reply_count', 'last_reply_at'] })
}

/** Who writes into a room's timeline has read it: their other devices see it too. */
function markOwnRead(dialect: Dialect, posted: readonly Posted[]): Statement[] {
  const latest = new Map(
    posted.flatMap((it) => (it.root ? [] : [[pairKey(it.message.room_id, it.message.author_id), it]])),
  )
  for (const { held, message } of latest.values())
    held.tell(message.author_id, { type: 'MembershipChanged', roomId: held.room.id })
  const rows = [...latest.values()].map(({ membership, message }) => ({
    ...membership,
    read_seq: message.seq,
    read_count: message.ordinal,
  }))
  return updateRows(dialect, 'membership', { rows, columns: ['read_seq', 'read_count'] })
}
