import type { MessageRow, Tx } from '@parley/db'
import { tidyEmoji } from '@parley/text'
import { type Context, commit, viewerOf } from '../../context.ts'
import { ParleyError } from '../../errors.ts'
import type { ReactionSummary, RoomEventData } from '../../realtime/events.ts'
import type { HeldRoom } from '../../realtime/held-room.ts'
import { accessHeldMessage } from '../messages/access.ts'
import { MessageRetractedError } from '../messages/message-errors.ts'
import type { MessageId } from '../messages/message-id.ts'
import { summarise } from './summary.ts'

// Who reacted to what. A person holds at most one of each emoji on a message.

/** How many different emoji one message can have. */
export const emojiLimit = 50

/** Not one emoji. */
export class UnknownEmojiError extends ParleyError {
  override readonly name = 'UnknownEmojiError'
  constructor() {
    super('That is not an emoji.')
  }
}

/** More different emoji than a message can have. */
export class TooManyReactionsError extends ParleyError {
  override readonly name = 'TooManyReactionsError'
  readonly limit = emojiLimit
  constructor() {
    super(`A message can have at most ${emojiLimit} different reactions.`)
  }
}

/** Adds the viewer's reaction. One that is there already is a success. */
export async function addReaction(ctx: Context, { roomId, seq }: MessageId, input: string): Promise<MessageRow> {
  const { user } = viewerOf(ctx)
  const emoji = tidyEmoji(input)
  if (emoji === null) throw new UnknownEmojiError()
  return commit(ctx, roomId, async (held) => {
    const message = await accessHeldMessage(ctx, held, { seq, to: 'react' })
    if (message.retracted_at !== null) throw new MessageRetractedError()
    const groups = await reactionsTo(held.tx, { roomId, seq })
    const group = groups.find((it) => it.emoji === emoji)
    if (await mine(held, { seq, emoji, userId: user.id }).executeTakeFirst()) return message
    if (!group && groups.length >= emojiLimit) throw new TooManyReactionsError()
    const row = { room_id: roomId, seq, emoji, user_id: user.id, event_seq: held.nextSeq, created_at: Date.now() }
    await held.tx.insertInto('reaction').values(row).execute()
    await tell(held, message, { type: 'ReactionAdded', messageSeq: seq, emoji, userId: user.id })
    return message
  })
}

/** Takes the viewer's reaction away. One that isn't there is a success. */
export async function removeReaction(ctx: Context, { roomId, seq }: MessageId, input: string): Promise<MessageRow> {
  const { user } = viewerOf(ctx)
  const emoji = tidyEmoji(input) ?? input
  return commit(ctx, roomId, async (held) => {
    const message = await accessHeldMessage(ctx, held, { seq, to: 'react' })
    const target = { seq, emoji, userId: user.id }
    if (!(await mine(held, target).executeTakeFirst())) return message
    await held.tx
      .deleteFrom('reaction')
      .where('room_id', '=', roomId)
      .where('seq', '=', seq)
      .where('emoji', '=', emoji)
      .where('user_id', '=', user.id)
      .execute()
    await tell(held, message, { type: 'ReactionRemoved', messageSeq: seq, emoji, userId: user.id })
    return message
  })
}

async function tell(held: HeldRoom, message: MessageRow, data: RoomEventData & { userId: string }): Promise<void> {
  const groups = await reactionsTo(held.tx, { roomId: message.room_id, seq: message.seq })
  const rows = { messages: [message], reactions: [{ seq: message.seq, groups }] }
  held.append({ actorId: data.userId, data, rows })
}

function mine(held: HeldRoom, { seq, emoji, userId }: { seq: number; emoji: string; userId: string }) {
  return held.tx
    .selectFrom('reaction')
    .select('emoji')
    .where('room_id', '=', held.room.id)
    .where('seq', '=', seq)
    .where('emoji', '=', emoji)
    .where('user_id', '=', userId)
}

async function reactionsTo(tx: Tx, { roomId, seq }: MessageId): Promise<ReactionSummary[]> {
  const rows = await tx
    .selectFrom('reaction')
    .selectAll()
    .where('room_id', '=', roomId)
    .where('seq', '=', seq)
    .orderBy('event_seq')
    .execute()
  return summarise(rows)
}
