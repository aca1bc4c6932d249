import type { MessageRow, Tx } from '@parley/db'
import type { HeldRoom } from '../../realtime/held-room.ts'
import { casePairs, pairKey, wherePairs } from '../../realtime/pairs.ts'

/** A message that was given its number, with its thread's root as it leaves it and whom it mentions. */
export type Posted = { held: HeldRoom; message: MessageRow; root: MessageRow | null; mentioned: string[] }

/** Writes a batch of messages and what follows from them: at most four statements. */
export async function writePosted(tx: Tx, posted: readonly Posted[]): Promise<void> {
  if (posted.length === 0) return
  await tx
    .insertInto('message')
    .values(posted.map((it) => it.message))
    .execute()
  await writeMentions(tx, posted)
  await writeRoots(tx, posted)
  await markOwnRead(tx, posted)
}

async function writeMentions(tx: Tx, posted: readonly Posted[]): Promise<void> {
  const rows = posted.flatMap(({ message, mentioned }) =>
    mentioned.map((user_id) => ({ room_id: message.room_id, seq: message.seq, user_id })),
  )
  if (rows.length > 0) await tx.insertInto('mention').values(rows).execute()
  for (const { held, message, mentioned } of posted) tellMentioned(held, message, mentioned)
}

/** Tells those whom a message mentions, each once: who is called with everybody isn't told by name again. */
export function tellMentioned(held: HeldRoom, message: MessageRow, userIds: readonly string[]): void {
  const { room_id: roomId, seq, author_id: authorId } = message
  if (userIds.includes('*')) held.callAll({ seq, authorId })
  else for (const userId of userIds) held.tell(userId, { type: 'Mentioned', roomId, seq })
}

/** Threads' roots know how many replies they have and when the last one came. */
async function writeRoots(tx: Tx, posted: readonly Posted[]): Promise<void> {
  const roots = new Map(posted.flatMap(({ root }) => (root ? [[pairKey(root.room_id, root.seq), root]] : [])))
  const pairs = [...roots.values()].map((root) => [root.room_id, root.seq] as const)
  if (pairs.length === 0) return
  const rows = [...roots.values()]
  await tx
    .updateTable('message')
    .set({
      reply_count: casePairs(
        'room_id',
        'seq',
        rows.map((row) => [row.room_id, row.seq, row.reply_count]),
      ),
      last_reply_at: casePairs(
        'room_id',
        'seq',
        rows.map((row) => [row.room_id, row.seq, row.last_reply_at]),
      ),
    })
    .where(wherePairs('room_id', 'seq', pairs))
    .execute()
}

/** Who writes into a room's timeline has read it: their other devices see it too. */
async function markOwnRead(tx: Tx, posted: readonly Posted[]): Promise<void> {
  const latest = new Map(
    posted.flatMap((it) => (it.root ? [] : [[pairKey(it.message.room_id, it.message.author_id), it]])),
  )
  const rows = [...latest.values()]
  if (rows.length === 0) return
  await tx
    .updateTable('membership')
    .set({
      read_seq: casePairs(
        'room_id',
        'user_id',
        rows.map(({ message: m }) => [m.room_id, m.author_id, m.seq]),
      ),
      read_count: casePairs(
        'room_id',
        'user_id',
        rows.map(({ message: m }) => [m.room_id, m.author_id, m.ordinal]),
      ),
    })
    .where(
      wherePairs(
        'room_id',
        'user_id',
        rows.map(({ message: m }) => [m.room_id, m.author_id] as const),
      ),
    )
    .execute()
  for (const { held, message } of rows)
    held.tell(message.author_id, { type: 'MembershipChanged', roomId: held.room.id })
}
