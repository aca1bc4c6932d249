import type { Crowd } from '../crowd.ts'
import { type Batch, batchOf, type Revokes } from './batch.ts'
import type { Cursor } from './cursor.ts'
import { Live } from './live.ts'
import type { Position, Reset, StreamEvent } from './log.ts'
import { type FollowerContext, LogFollower } from './log-follower.ts'
import type { EndReason, Subscriber } from './subscriber.ts'

/** What all feeds of a process have done, as plain numbers that only grow. */
export type FeedCounts = {
  /** Subscribers who came with a cursor and were served from memory, or after a read of the log. */
  readonly resumed: { ring: number; log: number }
  /** Subscribers who were told to load afresh, by why. */
  readonly resets: Record<Reset['reason'], number>
}

export type FeedContext<E extends StreamEvent> = FollowerContext<E> & {
  readonly counts: FeedCounts
  readonly lingerMs: number
  readonly revokes: Revokes<E> | undefined
  readonly outdates: ((event: E, remembered: readonly E[]) => void) | undefined
  readonly mayRead: ((who: unknown, stream: string) => Promise<boolean>) | undefined
  /** Calls `feed.flush()` at the end of this tick. */
  readonly flushSoon: (feed: Feed<E>) => void
  /** Nobody has followed this feed for a while. */
  readonly onIdle: (feed: Feed<E>) => void
}

/** Why somebody can't go on from where they were, and where what they lack comes from. */
type Start = { refusal?: Reset['reason'] | undefined; resumes?: keyof FeedCounts['resumed'] }

/** One followed stream of this process and all who follow it. */
export class Feed<E extends StreamEvent> {
  readonly stream: string
  readonly log: LogFollower<E>
  readonly #context: FeedContext<E>
  readonly opened: Promise<void>
  isOpen = false
  readonly #all = new Set<Subscriber<E>>()
  /** Those who have everything up to `#delivered` and get what is next. */
  readonly #live = new Live<E>()
  #delivered: Position = { epoch: '', head: 0 }
  #fresh: E[] = []
  /** What was given to subscribers with the same cursor, so that they share even the array. */
  readonly #backlogs = new Map<number, Batch<E>>()
  #keepAllUntil = 0
  #idleTimer: NodeJS.Timeout | undefined

  constructor(stream: string, context: FeedContext<E>) {
    this.stream = stream
    this.#context = context
    this.log = new LogFollower(stream, context, {
      growth: (events) => this.#onGrowth(events),
      reset: (reset) => this.#onReset(reset),
    })
    this.opened = this.log.open().then(() => {
      this.isOpen = true
      this.#delivered = { ...this.log.sequence.position, head: this.log.sequence.head - this.#fresh.length }
    })
  }

  get size(): number {
    return this.#all.size
  }

  /** Resolves when the subscriber has its backlog and is live, or has ended. */
  async add(subscriber: Subscriber<E>, after: Cursor | undefined): Promise<void> {
    clearTimeout(this.#idleTimer)
    this.#all.add(subscriber)
    const isFirst = !this.isOpen
    if (after && isFirst) this.#expectReader(after)
    try {
      await this.opened
      await this.#settle(subscriber, after, { resumes: isFirst ? 'log' : 'ring' })
    } catch (error) {
      this.remove(subscriber)
      throw error
    }
  }

  #expectReader({ seq }: Cursor): void {
    this.log.expectReader(seq)
    this.#keepAllUntil = performance.now() + this.#context.lingerMs
  }

  remove(subscriber: Subscriber<E>): void {
    subscriber.hasEnded = true
    this.#live.delete(subscriber)
    if (!this.#all.delete(subscriber) || this.#all.size > 0) return
    clearTimeout(this.#idleTimer)
    this.#idleTimer = setTimeout(() => this.#context.onIdle(this), this.#context.lingerMs)
    this.#idleTimer.unref()
  }

  close(reason: EndReason): void {
    for (const subscriber of this.#all) {
      subscriber.end(reason)
      this.remove(subscriber)
    }
    clearTimeout(this.#idleTimer)
    this.log.close()
  }

  /** Gives what has come in this tick to all live subscribers, as one batch. */
  flush(): void {
    if (this.#fresh.length === 0) return
    const batch = batchOf(this.#fresh, this.stream, this.#context)
    this.#fresh = []
    this.#backlogs.clear()
    this.#delivered = { epoch: this.#delivered.epoch, head: batch.events.at(-1)?.seq ?? 0 }
    if (batch.revocations.length > 0) this.#revoke(batch)
    for (const crowd of this.#live.crowds) this.#tell(crowd, batch)
    for (const subscriber of this.#live.alone) this.#deliver(subscriber, batch)
    const { ringSize, maxBacklog } = this.#context
    this.log.trim(performance.now() < this.#keepAllUntil ? maxBacklog : ringSize)
  }

  /** Those whose right to read ends with this batch get it up to there, and nothing else. */
  #revoke(batch: Batch<E>): void {
    for (const subscriber of this.#all) {
      if (!subscriber.isLive || !subscriber.isEndedBy(batch)) continue
      this.#live.delete(subscriber)
      this.#deliver(subscriber, batch)
    }
  }

  #tell(crowd: Crowd<E, unknown>, batch: Batch<E>): void {
    try {
      crowd.next(batch.events, this.#delivered)
    } catch (error) {
      this.#context.onError(error)
      for (const subscriber of this.#all) {
        if (!subscriber.isLive || subscriber.together?.crowd !== crowd) continue
        subscriber.end('failed')
        this.remove(subscriber)
      }
    }
  }

  #deliver(subscriber: Subscriber<E>, batch: Batch<E>): boolean {
    const goesOn = subscriber.deliver(batch, this.#delivered)
    if (!goesOn) this.remove(subscriber)
    return goesOn
  }

  #onGrowth(events: readonly E[]): void {
    // First of all: whatever fails below, these have to be delivered, for the sequence won't bring them again.
    this.#fresh.push(...events)
    this.#context.flushSoon(this)
    const { outdates, onError } = this.#context
    if (!outdates) return
    try {
      for (const event of events) outdates(event, this.log.sequence.remembered)
    } catch (error) {
      onError(error)
    }
  }

  #onReset(reset: Reset): void {
    // These were seen before the log broke off.
    this.flush()
    this.#backlogs.clear()
    this.#delivered = reset
    const subscribers = [...this.#all].filter((subscriber) => subscriber.isLive)
    for (const subscriber of subscribers) {
      this.#live.delete(subscriber)
      this.#settle(subscriber, undefined, { refusal: reset.reason }).catch((error: unknown) => {
        this.#context.onError(error)
        subscriber.end('failed')
        this.remove(subscriber)
      })
    }
  }

  /**
   * Brings a subscriber from its cursor to the feed's position and makes it live. Whatever is awaited, all is looked at anew after it;
   * the last look and becoming live happen in one go, so nothing can slip through between them.
   */
  async #settle(subscriber: Subscriber<E>, after: Cursor | undefined, begin: Start): Promise<void> {
    let from = after
    let { refusal, resumes = 'ring' } = begin
    for (let hasReadLog = false; !subscriber.hasEnded; ) {
      if (from) refusal = this.log.refusal(from)
      if (from && (refusal === 'epoch' || refusal === 'ahead') && !hasReadLog) {
        // Perhaps the cursor is right, and it is this feed that hasn't heard of it yet.
        await this.log.catchUp()
        hasReadLog = true
        resumes = 'log'
        continue
      }
      if (!from || refusal) {
        this.flush()
        const start = this.#delivered
        // What is skipped may have ended the right to read.
        if (!(await this.#mayStartAt(subscriber, start))) {
          subscriber.end('revoked')
          break
        }
        if (refusal) {
          subscriber.reset({ ...start, reason: refusal })
          this.#context.counts.resets[refusal]++
        }
        from = { epoch: start.epoch, seq: start.head }
        continue
      }
      const batch = this.#backlog(from.seq)
      if (batch) {
        if (from === after) this.#context.counts.resumed[resumes]++
        return this.#goLive(subscriber, batch)
      }
      resumes = 'log'
      this.#keepAllUntil = performance.now() + this.#context.lingerMs
      await this.log.cover(from.seq)
    }
    this.remove(subscriber)
  }

  #goLive(subscriber: Subscriber<E>, batch: Batch<E>): void {
    if (batch.events.length === 0 || this.#deliver(subscriber, batch)) this.#live.add(subscriber)
  }

  async #mayStartAt(subscriber: Subscriber<E>, start: Position): Promise<boolean> {
    const { mayRead } = this.#context
    if (!mayRead || subscriber.allowedAt === start.head) return true
    const isAllowed = await mayRead(subscriber.who, this.stream)
    subscriber.allowedAt = start.head
    return isAllowed
  }

  /** What a subscriber at `after` lacks, if it is remembered. */
  #backlog(after: number): Batch<E> | undefined {
    if (after > this.#delivered.head) this.flush()
    const known = this.#backlogs.get(after)
    if (known) return known
    const events = this.log.sequence.since(after, this.#delivered.head)
    if (!events) return undefined
    const batch = batchOf(events, this.stream, this.#context)
    this.#backlogs.set(after, batch)
    return batch
  }
}
