import type { Unsubscribe } from '../broker/broker.ts'
import {
  isPublication,
  type LogPage,
  type LogSource,
  type Position,
  type Publication,
  type Reset,
  type StreamEvent,
} from './log.ts'
import { Sequence } from './sequence.ts'

export type FollowerContext<E extends StreamEvent> = {
  readonly source: LogSource<E>
  readonly ringSize: number
  readonly maxBacklog: number
  /** How long events may overtake each other before the log is read, and how long to wait after a failed read, in ms. */
  readonly holeMs: number
  readonly retryMs: number
  readonly onError: (error: unknown) => void
  /** Subscribes to the bell. Resolves when it is live or, when that takes too long, without it. */
  readonly listen: (stream: string, listener: (message: unknown) => void) => Promise<Unsubscribe>
  /** Where the log stands; the questions of one tick go out as one query. */
  readonly findHead: (stream: string) => Promise<Position | undefined>
}

/** The stream isn't known to the log. */
export class UnknownStreamError extends Error {
  override readonly name = 'UnknownStreamError'
  constructor(stream: string) {
    super(`There is no stream ${stream}.`)
  }
}

const maxHeldPublications = 1_000
const maxFruitlessReads = 5

/** Keeps one sequence in step with its log: subscribes first, then reads, then listens, and reads again when in doubt. */
export class LogFollower<E extends StreamEvent> {
  readonly sequence = new Sequence<E>()
  readonly stream: string
  readonly #context: FollowerContext<E>
  readonly #onGrowth: (events: readonly E[]) => void
  readonly #onReset: (reset: Reset) => void
  #stopListening: Unsubscribe = () => undefined
  /** What was heard before the first position was known. */
  #held: Publication<E>[] | undefined = []
  #reading: Promise<void> | undefined
  #covering: Promise<void> | undefined
  #coverFrom = Number.POSITIVE_INFINITY
  /** The log is known not to reach back further than this. */
  #floor = 0
  #timer: NodeJS.Timeout | undefined
  #mustRead = false
  #fruitlessReads = 0
  #isClosed = false

  constructor(
    stream: string,
    context: FollowerContext<E>,
    on: { growth: (events: readonly E[]) => void; reset: (reset: Reset) => void },
  ) {
    this.stream = stream
    this.#context = context
    this.#onGrowth = on.growth
    this.#onReset = on.reset
  }

  /** Resolves when the sequence stands where the log stood after the subscription became live. */
  async open(): Promise<void> {
    this.#stopListening = await this.#context.listen(this.stream, (message) => this.#hear(message))
    if (this.#isClosed) return this.#stopListening()
    await this.#begin()
    const held = this.#held ?? []
    this.#held = undefined
    for (const publication of held) this.#take(publication)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#stopListening()
  }

  /** Why nobody can be served from this cursor, as far as is known here; `undefined` when nothing speaks against it. */
  refusal({ epoch, seq }: { readonly epoch: string; readonly seq: number }): Reset['reason'] | undefined {
    const { sequence } = this
    if (epoch !== sequence.epoch) return 'epoch'
    if (seq > sequence.head) return 'ahead'
    if (sequence.head - seq > this.#context.maxBacklog) return 'backlog'
    return seq < this.#floor ? 'trimmed' : undefined
  }

  /** The log was seen at this position, by a question asked when the sequence stood at `askedAt`. */
  compare(log: Position, askedAt: number): void {
    if (this.#held || this.#isClosed) return
    if (log.epoch !== this.sequence.epoch || log.head < askedAt) this.#mustRead = true
    else this.sequence.expect(log.head)
    this.#readSoon()
  }

  /** Reads what the log has past the sequence. Callers at the same time share one read. Rejects when it fails. */
  catchUp(): Promise<void> {
    this.#reading ??= this.#readToEnd().then(
      () => {
        this.#reading = undefined
        this.#readSoon()
      },
      (error: unknown) => {
        this.#reading = undefined
        this.#mustRead = true
        this.#readSoon(this.#context.retryMs)
        throw error
      },
    )
    return this.#reading
  }

  /** Before it is open: somebody waits who has everything up to number `after`. */
  expectReader(after: number): void {
    this.#coverFrom = Math.min(this.#coverFrom, after)
  }

  /** Remembers back to number `after`, if the log reaches back so far. Callers at the same time share one read. */
  cover(after: number): Promise<void> {
    this.#coverFrom = Math.min(this.#coverFrom, after)
    this.#covering ??= this.#readOlder().finally(() => {
      this.#covering = undefined
    })
    return this.#covering
  }

  /** Forgets old events, unless somebody is waiting to be served from them. */
  trim(count: number): void {
    if (!this.#covering) this.sequence.trim(count)
  }

  #hear(message: unknown): void {
    if (this.#isClosed) return
    if (!isPublication<E>(message)) {
      this.#context.onError(new TypeError(`What was published on stream ${this.stream} is no publication.`))
      this.#mustRead = true
      return this.#readSoon()
    }
    if (!this.#held) return this.#take(message)
    this.#held.push(message)
    if (this.#held.length > maxHeldPublications) {
      this.#held.shift()
      this.#mustRead = true
    }
  }

  #take({ epoch, events }: Publication<E>): void {
    if (epoch === this.sequence.epoch) this.#grow(events)
    else this.#mustRead = true
    this.#readSoon()
  }

  #grow(events: readonly E[]): void {
    const grown = this.sequence.offer(events)
    if (grown.length > 0) this.#onGrowth(grown)
  }

  #readSoon(delayMs = this.#context.holeMs): void {
    const isNeeded = () => this.#mustRead || this.sequence.isBehind
    if (this.#timer || this.#reading || this.#isClosed || !isNeeded()) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      // Most often what was missing has come by itself.
      if (isNeeded()) this.catchUp().catch(this.#context.onError)
    }, delayMs)
    this.#timer.unref()
  }

  /** Where the log stands and what those who wait for it lack come with one read. */
  async #begin(): Promise<void> {
    const { source, maxBacklog, findHead } = this.#context
    const from = this.#coverFrom
    this.#coverFrom = Number.POSITIVE_INFINITY
    if (from < Number.POSITIVE_INFINITY) {
      const page = await source.read(this.stream, from, maxBacklog + 1)
      this.sequence.restart(page)
      return this.sequence.extend(page.events)
    }
    const position = await findHead(this.stream)
    if (!position) throw new UnknownStreamError(this.stream)
    this.sequence.restart(position)
  }

  async #readToEnd(): Promise<void> {
    const { sequence } = this
    const { source, maxBacklog } = this.#context
    this.#mustRead = false
    for (;;) {
      const from = sequence.position
      const page = await source.read(this.stream, from.head, maxBacklog + 1)
      if (this.#isClosed || from.epoch !== sequence.epoch) return
      const reason = whyNotAppend(page, { from, to: sequence.position, maxBacklog })
      if (reason) {
        this.#floor = 0
        sequence.restart(page)
        return this.#onReset({ reason, epoch: page.epoch, head: page.head })
      }
      this.#grow(page.events)
      sequence.expect(page.head)
      if (sequence.head >= page.head) break
    }
    // What was heard of must have been committed before; if the log doesn't know it again and again, it never will.
    this.#fruitlessReads = sequence.isBehind ? this.#fruitlessReads + 1 : 0
    if (this.#fruitlessReads < maxFruitlessReads) return
    this.#fruitlessReads = 0
    sequence.forgetEarly()
    this.#context.onError(
      new Error(`Events past ${sequence.head} were published on ${this.stream} that its log lacks.`),
    )
  }

  async #readOlder(): Promise<void> {
    const { sequence } = this
    const { source, ringSize } = this.#context
    // All that ask in this tick are served by the read that reaches back furthest, and so is who comes next.
    await Promise.resolve()
    const { epoch, head, tail } = sequence
    const from = Math.max(0, Math.min(this.#coverFrom, head - ringSize))
    this.#coverFrom = Number.POSITIVE_INFINITY
    if (from >= tail) return
    const page = await source.read(this.stream, from, tail - from)
    if (sequence.epoch !== epoch || sequence.tail !== tail || this.#isClosed) return
    if (page.epoch !== epoch) {
      this.#mustRead = true
      return this.catchUp()
    }
    sequence.extend(page.events)
    if (sequence.tail > from) this.#floor = sequence.tail
  }
}

/** `from` is where the sequence stood when the page was asked for, `to` is where it stands now. */
function whyNotAppend(
  page: LogPage<StreamEvent>,
  { from, to, maxBacklog }: { from: Position; to: Position; maxBacklog: number },
): Reset['reason'] | undefined {
  if (page.epoch !== from.epoch) return 'epoch'
  if (page.head < from.head) return 'ahead'
  if (page.head - to.head > maxBacklog) return 'backlog'
  const first = page.events[0]?.seq ?? Number.POSITIVE_INFINITY
  return page.head > to.head && first > to.head + 1 ? 'trimmed' : undefined
}
