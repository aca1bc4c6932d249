/** How much work is done in one turn of the event loop, in ms. */
const pieceMs = 5

/**
 * Lets long work go on piece by piece, however many ask at once: whatever else the process does comes in between. First come, first served; pieces that
 * cost next to nothing share a turn of the event loop.
 */
export class Turns {
  #waiting: (() => void)[] = []

  /** Resolves when it is the caller's turn. What the caller does then without waiting is a piece. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#waiting.push(resolve) === 1) setImmediate(() => void this.#give())
    })
  }

  async #give(): Promise<void> {
    const until = performance.now() + pieceMs
    let given = 0
    while (given < this.#waiting.length && (given === 0 || performance.now() < until)) {
      this.#waiting[given++]?.()
      // The piece is done when this goes on.
      await Promise.resolve()
    }
    this.#waiting = this.#waiting.slice(given)
    if (this.#waiting.length > 0) setImmediate(() => void this.#give())
  }
}
