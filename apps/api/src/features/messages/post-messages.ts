import type { MembershipRow, MessageRow } from '@parley/db'
import { AccessError, InvalidInputError } from '../../errors.ts'
import type { BulkChange, Item } from '../../realtime/change.ts'
import type { EventRows, PublicUser, RoomEvent } from '../../realtime/events.ts'
import type { HeldRoom } from '../../realtime/held-room.ts'
import { permit } from '../rooms/access.ts'
import { isPermitted } from '../rooms/policy.ts'
import { type Found, findIn, namedAmong, type PostingRows, readsForPosting } from './posting-reads.ts'
import { type Posted, tellMentioned, writesOf } from './posting-writes.ts'

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
export type Answer = { message: MessageRow; rows?: EventRows | undefined }

/**
 * Posts many messages at once: a handful of statements, however many there are. Sending again with the same `clientId`
 * finds the first message, on any node, at any time; the database's unique key holds that even against ourselves.
 */
export const postMessages: BulkChange<Posting, Answer, PostingRows> = {
  reads: readsForPosting,
  decide(database, items, rows) {
    const found = findIn(rows)
    const posted: Posted[] = []
    const outcomes = items.map((item) => post(item, found, posted))
    return { outcomes, writes: writesOf(database, posted) }
  },
}

function post({ held, input }: Item<Posting>, found: Found, posted: Posted[]): Answer | Error {
  const earlier = found.sent(input)
  if (earlier) return answerAgain(held, input, { earlier, membership: found.membership(input) })
  const membership = authorIn(held, input, found)
  if (membership instanceof Error) return membership
  const message = newMessage(held, input)
  const root = found.countReply(input, message.created_at)
  found.remember(message)
  const mentioned = found.mentioned(input)
  posted.push({ held, message, root, membership, mentioned })
  const { rows } = tell(held, input, { messages: root ? [message, root] : [message], mentioned })
  tellMentioned(held, message, mentioned)
  return { message, rows }
}

/** The author's membership, when they may post this here. */
function authorIn(held: HeldRoom, input: Posting, found: Found): MembershipRow | Error {
  const membership = found.membership(input)
  try {
    permit('post', held.room, membership)
  } catch (error) {
    return error as Error
  }
  if (!membership) return new AccessError()
  return (input.rootSeq > 0 && whyNoThread(found.root(input))) || membership
}

function whyNoThread(root: MessageRow | null): Error | null {
  if (!root) return new AccessError()
  return root.root_seq > 0 ? new InvalidInputError('rootId', 'That is a reply itself: reply in its thread.') : null
}

type Again = { earlier: MessageRow; membership: MembershipRow | null }

/** What was sent is answered to who may read it still, in the archive as well. */
function answerAgain(held: HeldRoom, input: Posting, { earlier, membership }: Again): Answer | Error {
  if (!isPermitted('read', { room: held.room, membership })) return new AccessError()
  // The same id in another room is a client's mistake, not a retry.
  return earlier.room_id === input.roomId ? { message: earlier } : sameIdElsewhere()
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
