import { type LogSource, type Position, UnknownStreamError } from '../src/index.ts'

export type TestEvent = { readonly seq: number; readonly text: string }

/** A log in memory that counts what is asked of it and can be slow, broken, restored and trimmed. */
export class MemoryLog implements LogSource<TestEvent> {
  readonly reads: { stream: string; after: number; limit: number }[] = []
  headQueries = 0
  /** Awaited in the middle of each query, after the answer was taken (so it may be stale) when `late`, else before. */
  pause: () => Promise<void> = () => Promise.resolve()
  isLate = false
  isBroken = false
  readonly #logs = new Map<string, { epoch: string; events: TestEvent[] }>()

  create(stream: string, epoch = 'e1'): void {
    this.#logs.set(stream, { epoch, events: [] })
  }

  /** Writes `count` events; returns the publication that tells of them. */
  commit(stream: string, count = 1): { epoch: string; events: TestEvent[] } {
    const log = this.#log(stream)
    const events = Array.from({ length: count }, (_, index) => {
      const seq = log.events.length + index + 1
      return { seq, text: `${log.epoch}:${seq}` }
    })
    log.events.push(...events)
    return { epoch: log.epoch, events }
  }

  /** As after the restore of a backup: a new epoch, and the end of the history may be gone. */
  restore(stream: string, epoch: string, head: number): void {
    const log = this.#log(stream)
    log.epoch = epoch
    log.events = log.events.slice(0, head)
  }

  drop(stream: string): void {
    this.#logs.delete(stream)
  }

  position(stream: string): Position {
    const log = this.#log(stream)
    return { epoch: log.epoch, head: log.events.length }
  }

  async read(stream: string, after: number, limit: number) {
    this.reads.push({ stream, after, limit })
    const look = () => {
      const { epoch, events } = this.#log(stream)
      return { epoch, head: events.length, events: events.slice(after, after + limit) }
    }
    return this.#answer(look)
  }

  async heads(streams: readonly string[]) {
    this.headQueries++
    const look = () => {
      const known = streams.filter((stream) => this.#logs.has(stream))
      return new Map(known.map((stream) => [stream, this.position(stream)]))
    }
    return this.#answer(look)
  }

  async #answer<T>(look: () => T): Promise<T> {
    if (!this.isLate) await this.pause()
    if (this.isBroken) throw new Error('expected: the log is broken')
    const answer = look()
    if (this.isLate) await this.pause()
    return answer
  }

  #log(stream: string) {
    const log = this.#logs.get(stream)
    if (!log) throw new UnknownStreamError(stream)
    return log
  }
}
