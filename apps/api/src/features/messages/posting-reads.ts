import { type Database, type Db, type MembershipRow, type MessageRow, pairKey, rowsByPairs, type Tx } from '@parley/db'
import type { Posting } from './post-messages.ts'

type Member = { room_id: string; username: string; id: string }

/** What a batch of postings is decided by. */
export type PostingRows = { memberships: MembershipRow[]; sent: MessageRow[]; roots: MessageRow[]; members: Member[] }

/** What reads it: at most four statements. */
export function readsForPosting({ kysely, dialect }: Database, postings: readonly Posting[]) {
  const replies = postings.filter((it) => it.rootSeq > 0)
  return {
    memberships: rowsByPairs(dialect, 'membership', {
      columns: ['room_id', 'user_id'],
      pairs: postings.map((it) => [it.roomId, it.author.id]),
    }),
    sent: rowsByPairs(dialect, 'message', {
      columns: ['author_id', 'client_id'],
      pairs: postings.map((it) => [it.author.id, it.clientId]),
    }),
    roots: rowsByPairs(dialect, 'message', {
      columns: ['room_id', 'seq'],
      pairs: replies.map((it) => [it.roomId, it.rootSeq]),
    }),
    members: membersNamed(kysely, postings),
  }
}

/** What was read, as the decisions ask for it; grows with what the batch itself posts. */
export type Found = {
  membership(input: Posting): MembershipRow | null
  /** The message that was sent with this id before. */
  sent(input: Posting): MessageRow | null
  remember(message: MessageRow): void
  /** The message in whose thread it is to be a reply. */
  root(input: Posting): MessageRow | null
  /** Counts a reply at its thread's root; returns the root as it is then, null in the main timeline. */
  countReply(input: Posting, at: number): MessageRow | null
  /** The members whom it mentions; '*' stands for all of them. */
  mentioned(input: Posting): string[]
}

export function findIn(rows: PostingRows): Found {
  const memberships = new Map(rows.memberships.map((row) => [pairKey(row.room_id, row.user_id), row]))
  const sent = new Map(rows.sent.map((row) => [pairKey(row.author_id, row.client_id), row]))
  const roots = new Map(rows.roots.map((row) => [pairKey(row.room_id, row.seq), row]))
  const members = byName(rows.members)
  const rootKey = ({ roomId, rootSeq }: Posting) => pairKey(roomId, rootSeq)
  return {
    membership: ({ roomId, author }) => memberships.get(pairKey(roomId, author.id)) ?? null,
    sent: ({ author, clientId }) => sent.get(pairKey(author.id, clientId)) ?? null,
    remember: (message) => sent.set(pairKey(message.author_id, message.client_id), message),
    root: (input) => roots.get(rootKey(input)) ?? null,
    countReply(input, at) {
      const root = input.rootSeq > 0 ? roots.get(rootKey(input)) : undefined
      if (!root) return null
      const counted = { ...root, reply_count: root.reply_count + 1, last_reply_at: at }
      roots.set(rootKey(input), counted)
      return counted
    },
    mentioned: ({ roomId, mentions, author }) => whomOf(members, { roomId, mentions, authorId: author.id }),
  }
}

type Mentioning = { roomId: string; authorId: string; mentions: Posting['mentions'] }

/** The members whom one text mentions, its author aside; '*' stands for all of them. */
export async function mentionedIn(tx: Tx, text: Mentioning): Promise<string[]> {
  return whomOf(byName((await membersNamed(tx, [text])?.execute()) ?? []), text)
}

/** Those of whom a text mentions who are named in it. */
export function namedAmong(mentioned: readonly string[]): string[] {
  return mentioned.filter((id) => id !== '*').sort()
}

function whomOf(members: Map<string, string>, { roomId, mentions, authorId }: Mentioning): string[] {
  const named = mentions.usernames.flatMap((name) => members.get(pairKey(roomId, name)) ?? [])
  return [...named.filter((id) => id !== authorId), ...(mentions.all ? ['*'] : [])]
}

function byName(members: readonly Member[]): Map<string, string> {
  return new Map(members.map((row) => [pairKey(row.room_id, row.username), row.id]))
}

/** Who of those named is in the room, by room and username. */
function membersNamed(db: Db, texts: readonly Pick<Mentioning, 'roomId' | 'mentions'>[]) {
  const named = texts.filter((it) => it.mentions.usernames.length > 0)
  if (named.length === 0) return null
  return db
    .selectFrom('membership')
    .innerJoin('user', 'user.id', 'membership.user_id')
    .select(['membership.room_id', 'user.username', 'user.id'])
    .where('membership.room_id', 'in', [...new Set(named.map((it) => it.roomId))])
    .where('user.username', 'in', [...new Set(named.flatMap((it) => it.mentions.usernames))])
    .where('user.deactivated_at', 'is', null)
}
