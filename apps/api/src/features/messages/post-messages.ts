import type { MessageRow } from '@parley/db'
import { AccessError, InvalidInputError } from '../../errors.ts'
import type { BulkChange } from '../../realtime/commit.ts'
import type { EventRows, PublicUser, RoomEvent } from '../../realtime/events.ts'
import type { HeldRoom } from '../../realtime/held-room.ts'
import { permit } from '../rooms/access.ts'
import { isPermitted } from '../rooms/policy.ts'
import { type Found, namedAmong, readForPosting } from './posting-reads.ts'
import { type Posted, writePosted } from './posting-writes.ts'

/** A message on its way into its room. */
export type Posting = {
  roomId: string
  clientId: string
  author: PublicUser
  text: string
  /** The thread it is a reply in, 0 for the main timeline. */
  rootSeq: number
  mentions: { usernames: string[]; all: boolean }
}

/** The message, with what its reader will ask for when it is new. */
export type Answer = { message: MessageRow; rows?: EventRows }

/**
 * Posts many messages at once: a handful of statements, however many there are. Sending again with the same `clientId`
 * finds the first message, on any node, at any time; the database's unique key holds that even against ourselves.
 */
export const postMessages: BulkChange<Posting, Answer> = async (tx, items) => {
  const found = await readForPosting(
    tx,
    items.map((item) => item.input),
  )
  const posted: Posted[] = []
  const outcomes = items.map(({ held, input }) => {
    const earlier = found.sent(input)
    const refusal = earlier ? refuseAgain(held, input, found) : refuse(held, input, found)
    if (refusal) return refusal
    // The same id in another room is a client's mistake, not a retry.
    if (earlier) return earlier.room_id === input.roomId ? { message: earlier } : sameIdElsewhere()
    const message = newMessage(held, input)
    const root = found.countReply(input, message.created_at)
    found.remember(message)
    const mentioned = found.mentioned(input)
    posted.push({ held, message, root, mentioned })
    return { message, ...tell(held, input, { messages: root ? [message, root] : [message], mentioned }) }
  })
  await writePosted(tx, posted)
  return outcomes
}

function refuse(held: HeldRoom, input: Posting, found: Found): Error | null {
  try {
    permit('post', held.room, found.membership(input))
  } catch (error) {
    return error as Error
  }
  return input.rootSeq > 0 && !found.isRoot(input) ? new AccessError() : null
}

/** What was sent is answered to who may read it still, in the archive as well. */
function refuseAgain(held: HeldRoom, input: Posting, found: Found): Error | null {
  return isPermitted('read', { room: held.room, membership: found.membership(input) }) ? null : new AccessError()
}

function newMessage(held: HeldRoom, { author, clientId, text, rootSeq }: Posting): MessageRow {
  const now = Date.now()
  return {
    room_id: held.room.id,
    seq: held.nextSeq,
    root_seq: rootSeq,
    ordinal: rootSeq > 0 ? 0 : held.countMessage(now),
    author_id: author.id,
    client_id: clientId,
    text,
    created_at: now,
    edited_at: null,
    retracted_at: null,
    retracted_by: null,
    reply_count: 0,
    last_reply_at: null,
  }
}

type Told = { messages: MessageRow[]; mentioned: readonly string[] }

function tell(held: HeldRoom, { author, rootSeq }: Posting, { messages, mentioned }: Told): RoomEvent {
  const seq = held.nextSeq
  return held.append({
    actorId: author.id,
    data: { type: 'MessagePosted', rootSeq },
    rows: {
      users: [author],
      messages,
      reactions: [{ seq, groups: [] }],
      mentions: [{ seq, userIds: namedAmong(mentioned) }],
    },
  })
}

function sameIdElsewhere(): InvalidInputError {
  return new InvalidInputError(
    'clientId',
    'You sent another message with this clientId. Make a new one for each message.',
  )
}
