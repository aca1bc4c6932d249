import type {
  MembershipRow,
  MentionRow,
  MessageRevisionRow,
  MessageRow,
  ReactionRow,
  RoomEventRow,
  RoomRow,
} from '../schema.ts'
import type { RoomRole } from '../entities/membership.ts'
import type { Random } from './random.ts'
import type { Speech } from './speak.ts'

/** What happened in a room and isn't written yet. */
export type Pending = {
  room: RoomRow
  members: MembershipRow[]
  /** Who left: their mentions go. */
  left: string[]
  events: RoomEventRow[]
  messages: MessageRow[]
  revisions: MessageRevisionRow[]
  mentions: MentionRow[]
  reactions: ReactionRow[]
}

/** A message of the main timeline, as read markers need it. */
export type Mark = { seq: number; ordinal: number; mentions: readonly string[] }

const keptMarks = 500

/**
 * A room as its life goes on: gives each event its number and keeps every count as the server does. What is taken with
 * `take` is final; only messages that weren't taken yet can be changed.
 */
export class RoomLog {
  room: RoomRow
  readonly members = new Map<string, MembershipRow>()
  /** The latest messages of the main timeline, oldest first. */
  marks: Mark[] = []
  at: number
  readonly #random: Random
  #pending: Omit<Pending, 'room' | 'members'> = nothing()

  constructor(random: Random, room: RoomRow) {
    this.#random = random
    this.room = room
    this.at = room.created_at
  }

  /** How many events wait to be taken. */
  get size(): number {
    return this.#pending.events.length
  }

  append(type: string, actorId: string, data: object = {}): number {
    const seq = this.room.last_seq + 1
    this.room.last_seq = seq
    this.#pending.events.push({
      room_id: this.room.id,
      seq,
      type,
      actor_id: actorId,
      at: this.at,
      data: JSON.stringify(data),
    })
    return seq
  }

  join(userId: string, actorId: string, role: RoomRole = 'MEMBER'): void {
    if (this.members.has(userId)) return
    const seq = this.append('MemberJoined', actorId, { userId })
    this.room.members_seq = seq
    const read = { read_seq: seq, read_count: this.room.message_count }
    this.members.set(userId, { room_id: this.room.id, user_id: userId, role, joined_at: this.at, ...read })
  }

  leave(userId: string, actorId = userId): void {
    if (!this.members.delete(userId)) return
    this.room.members_seq = this.append('MemberLeft', actorId, { userId })
    this.#pending.left.push(userId)
    this.#pending.mentions = this.#pending.mentions.filter((mention) => mention.user_id !== userId)
  }

  setRole(userId: string, role: RoomRole, actorId: string): void {
    const member = this.members.get(userId)
    if (!member || member.role === role) return
    member.role = role
    this.append('MemberRoleChanged', actorId, { userId })
  }

  change(actorId: string, patch: Partial<RoomRow>): void {
    Object.assign(this.room, patch)
    this.append('RoomChanged', actorId)
  }

  post(authorId: string, speech: Speech, root: MessageRow | null = null): MessageRow {
    const rootSeq = root?.seq ?? 0
    const seq = this.append('MessagePosted', authorId, { rootSeq })
    const message: MessageRow = {
      room_id: this.room.id,
      seq,
      root_seq: rootSeq,
      ordinal: root ? 0 : this.room.message_count + 1,
      author_id: authorId,
      client_id: this.#random.uuid(this.at),
      text: speech.text,
      created_at: this.at,
      edited_at: null,
      retracted_at: null,
      retracted_by: null,
      reply_count: 0,
      last_reply_at: null,
    }
    this.#pending.messages.push(message)
    const mentioned = this.#mention(message, speech)
    if (root) Object.assign(root, { reply_count: root.reply_count + 1, last_reply_at: this.at })
    else this.#count(message, mentioned)
    return message
  }

  edit(message: MessageRow, text: string): void {
    const seq = this.append('MessageEdited', message.author_id, { messageSeq: message.seq })
    const written_at = message.edited_at ?? message.created_at
    const { room_id, seq: message_seq, text: before } = message
    this.#pending.revisions.push({ room_id, message_seq, seq, text: before ?? '', written_at })
    Object.assign(message, { text, edited_at: this.at })
  }

  retract(message: MessageRow, actorId = message.author_id): void {
    this.append('MessageRetracted', actorId, { messageSeq: message.seq })
    const pending = this.#pending
    pending.revisions = pending.revisions.filter((it) => it.message_seq !== message.seq)
    pending.reactions = pending.reactions.filter((it) => it.seq !== message.seq)
    pending.mentions = pending.mentions.filter((it) => it.seq !== message.seq)
    this.marks = this.marks.map((mark) => (mark.seq === message.seq ? { ...mark, mentions: [] } : mark))
    Object.assign(message, { text: null, edited_at: null, retracted_at: this.at, retracted_by: actorId })
  }

  react(message: MessageRow, emoji: string, userId: string): void {
    const { room_id, seq } = message
    if (this.#pending.reactions.some((it) => it.seq === seq && it.emoji === emoji && it.user_id === userId)) return
    const event_seq = this.append('ReactionAdded', userId, { messageSeq: seq, emoji, userId })
    this.#pending.reactions.push({ room_id, seq, emoji, user_id: userId, event_seq, created_at: this.at })
  }

  /** Takes back what somebody reacted with last. */
  unreact(message: MessageRow, userId: string): void {
    const { reactions } = this.#pending
    const i = reactions.findLastIndex((it) => it.seq === message.seq && it.user_id === userId)
    const [row] = i < 0 ? [] : reactions.splice(i, 1)
    if (row) this.append('ReactionRemoved', userId, { messageSeq: row.seq, emoji: row.emoji, userId })
  }

  /** Sets how far somebody has read: all but the last `unread` messages. */
  read(member: MembershipRow, unread: number): void {
    const { last_seq, message_count } = this.room
    const mark = this.marks.at(-1 - unread)
    const read = mark && { read_seq: mark.seq, read_count: mark.ordinal }
    Object.assign(member, unread > 0 && read ? read : { read_seq: last_seq, read_count: message_count })
  }

  /** Hands over what happened since the last time, to be written. */
  take(): Pending {
    const taken = { ...this.#pending, room: { ...this.room }, members: [...this.members.values()] }
    this.#pending = nothing()
    return taken
  }

  #mention({ room_id, seq, author_id }: MessageRow, { mentions, mentionsAll }: Speech): string[] {
    const people = [...new Set(mentions)].filter((id) => id !== author_id && this.members.has(id))
    const mentioned = mentionsAll ? [...people, '*'] : people
    this.#pending.mentions.push(...mentioned.map((user_id) => ({ room_id, seq, user_id })))
    return mentioned
  }

  /** Who writes into the main timeline has read it. */
  #count({ seq, ordinal, author_id }: MessageRow, mentions: string[]): void {
    Object.assign(this.room, { message_count: ordinal, last_message_at: this.at })
    this.marks.push({ seq, ordinal, mentions })
    if (this.marks.length > 2 * keptMarks) this.marks = this.marks.slice(-keptMarks)
    const author = this.members.get(author_id)
    if (author) Object.assign(author, { read_seq: seq, read_count: ordinal })
  }
}

function nothing(): Omit<Pending, 'room' | 'members'> {
  return { left: [], events: [], messages: [], revisions: [], mentions: [], reactions: [] }
}
