import type { RoomRow, Tx } from '@parley/db'
import type { Call, EventRows, PersonalBell, RoomEvent, RoomEventData } from './events.ts'

const changesMembers = ({ type }: RoomEventData) => type === 'MemberJoined' || type === 'MemberLeft'

export type NewEvent = { actorId: string | null; data: RoomEventData; rows?: EventRows }

/**
 * A room whose row is locked by the transaction that a change runs in: nobody else can write to the room or change who is
 * in it. What is appended here gets the next number at once and is written with the whole batch.
 */
export class HeldRoom {
  readonly tx: Tx
  /** The row as it is now, with what earlier changes of the batch did to it. */
  room: RoomRow
  readonly events: RoomEvent[] = []
  readonly bells: { userId: string; bell: PersonalBell }[] = []
  readonly calls: Call[] = []

  constructor(tx: Tx, room: RoomRow) {
    this.tx = tx
    this.room = room
  }

  /** The number that the next appended event will get. */
  get nextSeq(): number {
    return this.room.last_seq + 1
  }

  append({ actorId, data, rows }: NewEvent): RoomEvent {
    const last_seq = this.nextSeq
    const members_seq = changesMembers(data) ? last_seq : this.room.members_seq
    this.room = { ...this.room, last_seq, members_seq }
    const { id: roomId, epoch, last_seq: seq } = this.room
    const event: RoomEvent = { roomId, epoch, seq, at: Date.now(), actorId, data, rows: { room: this.room, ...rows } }
    this.events.push(event)
    return event
  }

  /** Counts a message of the main timeline; returns its ordinal. */
  countMessage(at: number): number {
    this.room = { ...this.room, message_count: this.room.message_count + 1, last_message_at: at }
    return this.room.message_count
  }

  /** Changes columns of the room's row at once, within the transaction. */
  async update(patch: Partial<RoomRow>): Promise<void> {
    this.room = { ...this.room, ...patch }
    await this.tx.updateTable('room').set(patch).where('id', '=', this.room.id).execute()
  }

  /** Tells one person, after the commit, that something of their own changed. */
  tell(userId: string, bell: PersonalBell): void {
    this.bells.push({ userId, bell })
  }

  /** Tells everybody in the room, after the commit, that a message calls them. */
  callAll(call: Omit<Call, 'roomId'>): void {
    this.calls.push({ ...call, roomId: this.room.id })
  }

  /** A point to come back to when a change of the batch fails. */
  mark(): () => void {
    const { room, events, bells, calls } = this
    const [eventCount, bellCount, callCount] = [events.length, bells.length, calls.length]
    return () => {
      this.room = room
      events.length = eventCount
      bells.length = bellCount
      calls.length = callCount
    }
  }
}
