import type { Database, RoomRow } from '@parley/db'
import { JointReader } from '../../joint.ts'

type Known = { membersSeq: number; userIds: Set<string> }

/** Who of this node's people is in which room; each room's set is as of a number, its last change of members. */
export class Listeners {
  readonly #database: Database
  readonly #rooms = new Map<string, Known>()
  readonly #arrivals = new JointReader<string, never>(async (userIds) => {
    await this.#oneAtATime(() => this.#takeIn(userIds))
    return []
  })
  #last: Promise<void> = Promise.resolve()

  constructor(database: Database) {
    this.#database = database
  }

  of(roomId: string): Iterable<string> {
    return this.#rooms.get(roomId)?.userIds ?? []
  }

  /** Reads again who is in a room when that changed since it was read last. `people`: everybody who might be. */
  async refresh(room: RoomRow, people: { keys(): Iterable<string> }): Promise<void> {
    if (this.#isFresh(room)) return
    await this.#oneAtATime(async () => {
      if (this.#isFresh(room)) return
      // Until it is known, it is nobody.
      this.#rooms.delete(room.id)
      const query = this.#database.kysely.selectFrom('membership').select('user_id').where('room_id', '=', room.id)
      const rows = await query.where('user_id', 'in', [...people.keys()]).execute()
      this.#rooms.set(room.id, { membersSeq: room.members_seq, userIds: new Set(rows.map((row) => row.user_id)) })
    })
  }

  /** Takes in somebody who came to this node, together with who else is coming. */
  async add(userId: string): Promise<void> {
    await this.#arrivals.ask(userId)
  }

  async #takeIn(userIds: readonly string[]): Promise<void> {
    const rows = await this.#database.kysely
      .selectFrom('membership')
      .innerJoin('room', 'room.id', 'membership.room_id')
      .select(['room.id', 'room.members_seq', 'membership.user_id'])
      .where('membership.user_id', 'in', userIds)
      .execute()
    for (const { id, members_seq, user_id } of rows) {
      const known = this.#rooms.get(id)
      if (known?.membersSeq === members_seq) known.userIds.add(user_id)
      else this.#rooms.delete(id)
    }
  }

  /** Takes somebody out of one room, as of now: also out of what is being read. */
  async leave(roomId: string, userId: string): Promise<void> {
    this.#rooms.get(roomId)?.userIds.delete(userId)
    await this.#oneAtATime(async () => void this.#rooms.get(roomId)?.userIds.delete(userId))
  }

  /** Forgets somebody who left this node. A room that nobody is left for is read again when somebody comes. */
  remove(userId: string): void {
    for (const [roomId, { userIds }] of this.#rooms) {
      if (userIds.delete(userId) && userIds.size === 0) this.#rooms.delete(roomId)
    }
  }

  #isFresh(room: RoomRow): boolean {
    return (this.#rooms.get(room.id)?.membersSeq ?? -1) >= room.members_seq
  }

  #oneAtATime(task: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(task, task)
    return this.#last
  }
}
