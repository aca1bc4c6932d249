/**
 * What waits to be written, in the order in which it came. A room is in one batch at a time: what came for it meanwhile waits
 * until that batch is given back. So batches that are written at the same time have no room in common, and each room's
 * order is that of the queue.
 */
export class RoomQueue<J extends { roomId: string }> {
  #waiting: J[] = []
  readonly #taken = new Set<string>()

  get size(): number {
    return this.#waiting.length
  }

  push(job: J): void {
    this.#waiting.push(job)
  }

  /** Takes what may be written now, at most so many; nothing when all that waits is for rooms that are taken. */
  take(most: number): J[] {
    const batch: J[] = []
    const left: J[] = []
    for (const job of this.#waiting) (batch.length < most && !this.#taken.has(job.roomId) ? batch : left).push(job)
    this.#waiting = left
    for (const { roomId } of batch) this.#taken.add(roomId)
    return batch
  }

  /** Lets others write to the rooms of a batch that is through. */
  giveBack(batch: readonly J[]): void {
    for (const { roomId } of batch) this.#taken.delete(roomId)
  }
}
