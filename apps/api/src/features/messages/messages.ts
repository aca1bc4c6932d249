import type { MessageRow } from '@parley/db'
import { isBlank, lengthOf, mentionsOf, messageLimit, tidyText } from '@parley/text'
import { demandClientId } from '../../client-id.ts'
import { type Context, commit, commitBulk, viewerOf } from '../../context.ts'
import { InvalidInputError } from '../../errors.ts'
import type { HeldRoom } from '../../realtime/held-room.ts'
import { takeIn } from '../../realtime/prime.ts'
import { accessHeldMessage } from './access.ts'
import { EmptyMessageError, MessageRetractedError, MessageTooLongError } from './message-errors.ts'
import type { MessageId } from './message-id.ts'
import { postMessages } from './post-messages.ts'
import { tellMentioned } from './posting-writes.ts'
import { mentionedIn, namedAmong } from './posting-reads.ts'

// Messages: said once, in one order, by one writer per room. What was said can be changed (its history is kept) or taken
// back (nothing of it is kept).

/** Posts a message, in a thread when `root` is given. The same `clientId` again finds the first one. */
export async function sendMessage(
  ctx: Context,
  input: { roomId: string; clientId: string; text: string; root?: MessageId | null },
) {
  const { user } = viewerOf(ctx)
  const { roomId, clientId, root } = input
  demandClientId(clientId)
  if (root && root.roomId !== roomId) throw new InvalidInputError('rootId', 'That message is in another room.')
  const text = messageText(input.text)
  const { message, rows } = await commitBulk(ctx, postMessages, {
    roomId,
    clientId,
    author: user,
    text,
    rootSeq: root?.seq ?? 0,
    mentions: mentionsOf(text),
  })
  if (rows) takeIn(ctx, rows, roomId)
  ctx.core.signals.setTyping(roomId, user.id, false)
  return message
}

/** Changes the viewer's own message; what it said before is kept in its history. */
export async function editMessage(ctx: Context, { roomId, seq }: MessageId, newText: string): Promise<MessageRow> {
  const text = messageText(newText)
  return commit(ctx, roomId, async (held) => {
    const message = await accessHeldMessage(ctx, held, { seq, to: 'edit' })
    if (message.retracted_at !== null || message.text === null) throw new MessageRetractedError()
    if (message.text === text) return message
    const written_at = message.edited_at ?? message.created_at
    const revision = { room_id: roomId, message_seq: seq, seq: held.nextSeq, text: message.text, written_at }
    await held.tx.insertInto('message_revision').values(revision).execute()
    const edited = await change(held, message, { text, edited_at: Date.now() })
    const named = await mentionAnew(held, edited)
    held.append({
      actorId: message.author_id,
      data: { type: 'MessageEdited', messageSeq: seq },
      rows: { messages: [edited], mentions: [{ seq, userIds: named }] },
    })
    return edited
  })
}

/** Takes a message back: a tombstone stays, its text, history, mentions and reactions are gone. */
export async function retractMessage(ctx: Context, { roomId, seq }: MessageId): Promise<MessageRow> {
  const { user } = viewerOf(ctx)
  return commit(ctx, roomId, async (held) => {
    const message = await accessHeldMessage(ctx, held, { seq, to: 'retract' })
    if (message.retracted_at !== null) return message
    await held.tx.deleteFrom('message_revision').where('room_id', '=', roomId).where('message_seq', '=', seq).execute()
    await held.tx.deleteFrom('reaction').where('room_id', '=', roomId).where('seq', '=', seq).execute()
    const mentioned = await forgetMentions(held, seq)
    const retracted = await change(held, message, {
      text: null,
      edited_at: null,
      retracted_at: Date.now(),
      retracted_by: user.id,
    })
    const rows = {
      users: [user],
      messages: [retracted],
      reactions: [{ seq, groups: [] }],
      mentions: [{ seq, userIds: [] }],
    }
    held.append({ actorId: user.id, data: { type: 'MessageRetracted', messageSeq: seq }, rows })
    for (const userId of mentioned) held.tell(userId, { type: 'MembershipChanged', roomId })
    return retracted
  })
}

async function change(held: HeldRoom, message: MessageRow, patch: Partial<MessageRow>): Promise<MessageRow> {
  const { room_id, seq } = message
  await held.tx.updateTable('message').set(patch).where('room_id', '=', room_id).where('seq', '=', seq).execute()
  return { ...message, ...patch }
}

async function forgetMentions(held: HeldRoom, seq: number): Promise<string[]> {
  const mine = held.tx
    .selectFrom('mention')
    .select('user_id')
    .where('room_id', '=', held.room.id)
    .where('seq', '=', seq)
  const userIds = (await mine.execute()).map((row) => row.user_id).filter((id) => id !== '*')
  await held.tx.deleteFrom('mention').where('room_id', '=', held.room.id).where('seq', '=', seq).execute()
  return userIds
}

/** The mentions of an edited message are those of its new text. Returns who is named in it. */
async function mentionAnew(held: HeldRoom, message: MessageRow): Promise<string[]> {
  const { room_id, seq } = message
  const before = await forgetMentions(held, seq)
  const now = await mentionedIn(held.tx, {
    roomId: room_id,
    authorId: message.author_id,
    mentions: mentionsOf(message.text ?? ''),
  })
  if (now.length > 0)
    await held.tx
      .insertInto('mention')
      .values(now.map((user_id) => ({ room_id, seq, user_id })))
      .execute()
  tellMentioned(
    held,
    message,
    now.filter((userId) => !before.includes(userId)),
  )
  for (const userId of before)
    if (!now.includes(userId)) held.tell(userId, { type: 'MembershipChanged', roomId: room_id })
  return namedAmong(now)
}

function messageText(input: string): string {
  const text = tidyText(input)
  if (isBlank(text)) throw new EmptyMessageError()
  const length = lengthOf(text)
  if (length > messageLimit) throw new MessageTooLongError(length)
  return text
}
