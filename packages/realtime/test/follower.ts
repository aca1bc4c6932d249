import { expect } from 'vitest'
import { type Cursor, type Feeds, isReset, type Reset } from '../src/index.ts'
import type { MemoryLog, TestEvent } from './memory-log.ts'
import type { SimpleCrowd } from './simple-crowd.ts'

type FollowerOptions = {
  readonly feeds: Feeds<TestEvent>
  readonly log: MemoryLog
  readonly after: Cursor | undefined
  readonly pulls: boolean
  /** Whom it is live together with, unless it pulls. */
  readonly crowd?: SimpleCrowd<TestEvent> | undefined
}

/** Somebody who follows by cursor, comes and goes, and finds at each step that nothing was left out or came twice. */
export class Follower {
  readonly #options: FollowerOptions
  readonly #faults: unknown[] = []
  readonly #seen: unknown[] = []
  #cursor: Cursor | undefined
  /** Where the log stood when it was live without a cursor: everything past that has to come. */
  #start: Cursor | undefined
  #isThere = false
  #leaving = new AbortController()

  constructor(options: FollowerOptions) {
    this.#options = options
    // Only who listens can tell when it's live; who pulls starts with a cursor.
    this.#cursor = options.after ?? (options.pulls ? this.#here() : undefined)
  }

  join(): void {
    if (this.#isThere) return
    this.#isThere = true
    this.#start = undefined
    const leaving = new AbortController()
    this.#leaving = leaving
    const gone = () => {
      if (this.#leaving === leaving) this.#isThere = false
    }
    void (this.#options.pulls ? this.#pull(leaving.signal).then(gone) : this.#listen(leaving.signal, gone)).catch(gone)
  }

  leave(): void {
    this.#leaving.abort()
    this.#isThere = false
  }

  /** At rest: has it seen all there is? */
  check(): void {
    const { epoch, seq } = this.#here()
    expect({ faults: this.#faults, seen: this.#faults.length > 0 && this.#seen }).toEqual({ faults: [], seen: false })
    expect({ ...(this.#cursor ?? this.#start), seen: this.#seen }).toEqual({ epoch, seq, seen: this.#seen })
  }

  async #listen(signal: AbortSignal, onEnd: () => void): Promise<void> {
    const { feeds, crowd } = this.#options
    const take = (events: readonly TestEvent[]) => {
      for (const event of events) this.#take(event, signal)
    }
    await feeds.subscribe('s', {
      after: this.#cursor,
      signal,
      onEvents: take,
      together: crowd && { crowd, as: take },
      onReset: (reset) => this.#take(reset, signal),
      onEnd,
    })
    if (!this.#cursor && !signal.aborted) this.#start = this.#here()
  }

  #here(): Cursor {
    const { epoch, head } = this.#options.log.position('s')
    return { epoch, seq: head }
  }

  async #pull(signal: AbortSignal): Promise<void> {
    const { feeds } = this.#options
    for await (const item of feeds.follow('s', { after: this.#cursor, signal, maxBuffered: 3 }))
      this.#take(item, signal)
  }

  #take(item: TestEvent | Reset, signal: AbortSignal): void {
    this.#seen.push(item)
    if (signal.aborted) this.#faults.push(['after leaving', item])
    if (isReset(item)) {
      this.#cursor = { epoch: item.epoch, seq: item.head }
      return
    }
    // Events carry the epoch in which they were written; a restored log still has those of older ones.
    const [written = '', seq] = item.text.split(':')
    // The first event of who came without a cursor may be older than its start, never younger.
    const start = this.#start
    const isYounger = start && written >= start.epoch && item.seq > start.seq
    this.#cursor ??= isYounger ? start : { epoch: written, seq: item.seq - 1 }
    const isInPlace = item.seq === this.#cursor.seq + 1 && written <= this.#cursor.epoch && Number(seq) === item.seq
    if (!isInPlace) this.#faults.push(['out of place', item, this.#cursor])
    this.#cursor = { epoch: this.#cursor.epoch, seq: item.seq }
  }
}
