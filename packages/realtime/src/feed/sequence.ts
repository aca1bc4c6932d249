import type { Position, StreamEvent } from './log.ts'

/**
 * The pure heart of a feed: merges what comes from the log and what comes live, in any order and any number of times, into
 * one run of events without gaps, and remembers the end of it. No I/O and no time: see the property tests.
 */
export class Sequence<E extends StreamEvent> {
  /** Live events beyond a gap are kept up to this many; the rest is read from the log later. */
  static readonly maxEarly = 1_000

  #epoch = ''
  #head = 0
  /** The last number that anybody spoke of. */
  #highest = 0
  /** Events without gaps up to and with number `#head`. */
  #run: E[] = []
  readonly #early = new Map<number, E>()

  get position(): Position {
    return { epoch: this.#epoch, head: this.#head }
  }

  get epoch(): string {
    return this.#epoch
  }

  /** The number of the last event of the run. */
  get head(): number {
    return this.#head
  }

  /** The number before the first remembered event: whoever has read this far can be served from memory. */
  get tail(): number {
    return this.#head - this.#run.length
  }

  get remembered(): readonly E[] {
    return this.#run
  }

  /** Something later than the run is known to exist. */
  get isBehind(): boolean {
    return this.#highest > this.#head
  }

  /** Starts anew at a position, remembering nothing. */
  restart({ epoch, head }: Position): void {
    this.#epoch = epoch
    this.#head = head
    this.#highest = head
    this.#run = []
    this.#early.clear()
  }

  /** The log is known to reach to `head`. */
  expect(head: number): void {
    this.#highest = Math.max(this.#highest, head)
  }

  /** Takes events of this epoch; returns those by which the run grew. Known ones are dropped, early ones are kept. */
  offer(events: readonly E[]): E[] {
    const grown: E[] = []
    for (const event of events) {
      this.expect(event.seq)
      if (event.seq === this.#head + 1) this.#append(event, grown)
      else if (event.seq > this.#head && this.#early.size < Sequence.maxEarly) this.#early.set(event.seq, event)
    }
    return grown
  }

  /** Gives up on what was heard of but isn't in the log. */
  forgetEarly(): void {
    this.#early.clear()
    this.#highest = this.#head
  }

  /** Puts older events, which end right before the remembered ones or overlap them, in front. */
  extend(older: readonly E[]): void {
    const fitting = older.filter((event) => event.seq <= this.tail)
    if (fitting.at(-1)?.seq === this.tail) this.#run = fitting.concat(this.#run)
  }

  /** The events past `after` up to and with `upTo`, or `undefined` when they aren't all remembered. */
  since(after: number, upTo = this.#head): E[] | undefined {
    if (after < this.tail || after > upTo) return undefined
    return this.#run.slice(after - this.tail, upTo - this.tail)
  }

  /** Forgets all but the last `count` events. May keep some more, to do the work rarely. */
  trim(count: number): void {
    if (this.#run.length > count * 1.5) this.#run = this.#run.slice(this.#run.length - count)
  }

  #append(event: E, grown: E[]): void {
    for (let next: E | undefined = event; next; next = this.#early.get(this.#head + 1)) {
      this.#early.delete(next.seq)
      this.#head = next.seq
      this.#run.push(next)
      grown.push(next)
    }
  }
}
