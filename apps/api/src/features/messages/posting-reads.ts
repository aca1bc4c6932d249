import type { MembershipRow, MessageRow, Tx } from '@parley/db'
import { pairKey, wherePairs } from '../../realtime/pairs.ts'
import type { Posting } from './post-messages.ts'

/** What the decisions about a batch of messages are made from; grows with what the batch itself posts. */
export type Found = {
  membership(input: Posting): MembershipRow | null
  /** The message that was sent with this id before. */
  sent(input: Posting): MessageRow | null
  remember(message: MessageRow): void
  isRoot(input: Posting): boolean
  /** Counts a reply at its thread's root; returns the root as it is then, null in the main timeline. */
  countReply(input: Posting, at: number): MessageRow | null
  /** The members whom it mentions; '*' stands for all of them. */
  mentioned(input: Posting): string[]
}

/** Reads what a batch of postings needs: at most four statements. */
export async function readForPosting(tx: Tx, postings: readonly Posting[]): Promise<Found> {
  const memberships = await membershipsOf(tx, postings)
  const sent = await sentBefore(tx, postings)
  const roots = await rootsOf(tx, postings)
  const members = await mentionedMembers(tx, postings)
  const rootKey = ({ roomId, rootSeq }: Posting) => pairKey(roomId, rootSeq)
  return {
    membership: ({ roomId, author }) => memberships.get(pairKey(roomId, author.id)) ?? null,
    sent: ({ author, clientId }) => sent.get(pairKey(author.id, clientId)) ?? null,
    remember: (message) => sent.set(pairKey(message.author_id, message.client_id), message),
    isRoot: (input) => roots.get(rootKey(input))?.root_seq === 0,
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

async function membershipsOf(tx: Tx, postings: readonly Posting[]): Promise<Map<string, MembershipRow>> {
  const pairs = postings.map((it) => [it.roomId, it.author.id] as const)
  const rows = await tx
    .selectFrom('membership')
    .selectAll()
    .where(wherePairs('room_id', 'user_id', pairs))
    .execute()
  return new Map(rows.map((row) => [pairKey(row.room_id, row.user_id), row]))
}

async function sentBefore(tx: Tx, postings: readonly Posting[]): Promise<Map<string, MessageRow>> {
  const pairs = postings.map((it) => [it.author.id, it.clientId] as const)
  const rows = await tx
    .selectFrom('message')
    .selectAll()
    .where(wherePairs('author_id', 'client_id', pairs))
    .execute()
  return new Map(rows.map((row) => [pairKey(row.author_id, row.client_id), row]))
}

async function rootsOf(tx: Tx, postings: readonly Posting[]): Promise<Map<string, MessageRow>> {
  const pairs = postings.filter((it) => it.rootSeq > 0).map((it) => [it.roomId, it.rootSeq] as const)
  if (pairs.length === 0) return new Map()
  const rows = await tx
    .selectFrom('message')
    .selectAll()
    .where(wherePairs('room_id', 'seq', pairs))
    .execute()
  return new Map(rows.map((row) => [pairKey(row.room_id, row.seq), row]))
}

type Mentioning = { roomId: string; authorId: string; mentions: Posting['mentions'] }

/** The members whom one text mentions, its author aside; '*' stands for all of them. */
export async function mentionedIn(tx: Tx, text: Mentioning): Promise<string[]> {
  return whomOf(await mentionedMembers(tx, [text]), text)
}

/** Those of whom a text mentions who are named in it. */
export function namedAmong(mentioned: readonly string[]): string[] {
  return mentioned.filter((id) => id !== '*').sort()
}

function whomOf(members: Map<string, string>, { roomId, mentions, authorId }: Mentioning): string[] {
  const named = mentions.usernames.flatMap((name) => members.get(pairKey(roomId, name)) ?? [])
  return [...named.filter((id) => id !== authorId), ...(mentions.all ? ['*'] : [])]
}

/** Who of those named is in the room, by room and username. */
async function mentionedMembers(tx: Tx, texts: readonly Pick<Mentioning, 'roomId' | 'mentions'>[]) {
  const named = texts.filter((it) => it.mentions.usernames.length > 0)
  if (named.length === 0) return new Map<string, string>()
  const rows = await tx
    .selectFrom('membership')
    .innerJoin('user', 'user.id', 'membership.user_id')
    .select(['membership.room_id', 'user.username', 'user.id'])
    .where('membership.room_id', 'in', [...new Set(named.map((it) => it.roomId))])
    .where('user.username', 'in', [...new Set(named.flatMap((it) => it.mentions.usernames))])
    .where('user.deactivated_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [pairKey(row.room_id, row.username), row.id]))
}
