import type { Broker, Unsubscribe } from '../broker/broker.ts'
import { safely } from '../report.ts'
import { within } from '../within.ts'
import type { Revokes } from './batch.ts'
import type { Cursor } from './cursor.ts'
import { Feed, type FeedCounts } from './feed.ts'
import { follow, type FollowOptions } from './follow.ts'
import { createHeadFinder } from './head-finder.ts'
import type { LogSource, Position, Reset, StreamEvent } from './log.ts'
import { type FeedHandlers, Subscriber, type WhoReads } from './subscriber.ts'

export type FeedsOptions<E extends StreamEvent> = {
  readonly broker: Broker
  readonly source: LogSource<E>
  /** The topic on which a stream's publications (`{ epoch, events }`) go out. */
  readonly topicOf: (stream: string) => string
  /** How many of its last events each followed stream keeps in memory for those who come back. Default 256. */
  readonly ringSize?: number
  /** How often the heads of all streams that somebody follows are compared with the log, with one query, in ms. Default 2,000. */
  readonly sweepMs?: number
  /** Who has missed more events than this is told to load afresh. Default 1,000. */
  readonly maxBacklog?: number
  /** How long a stream is followed after its last subscriber left, in ms. Default 30,000. */
  readonly lingerMs?: number
  /** How long events of two publishers may overtake each other before the log is asked, in ms. Default 25. */
  readonly holeMs?: number
  /** How long to wait after a read of the log failed, in ms. Default 250. */
  readonly retryMs?: number
  readonly rights?: Rights<E>
  /**
   * Called with each new event and the events that are remembered with it (itself among them), before it is delivered: to
   * take out of them what must not be told any more. Be quick, and don't change which events these are.
   */
  readonly outdates?: (event: E, remembered: readonly E[]) => void
  /** Told of failed reads, bad publications and handlers that threw. Never thrown. */
  readonly onError: (error: unknown) => void
}

/** Who may read on. `who` is what the subscriber gave as such. */
export type Rights<E extends StreamEvent> = {
  /**
   * Whose right to read this event ends. They get this event and nothing past it, in every process, whatever order things
   * happen in: catching up, live, or while a read is under way. Called once per event, not per subscriber: be quick. If it throws, everybody is ended.
   */
  readonly revokes?: Revokes<E>
  /** Asked when events are skipped (a start without cursor, a reset), because one of them may have been such an event. */
  readonly mayRead?: (who: unknown, stream: string) => Promise<boolean>
}

export type SubscribeOptions<E extends StreamEvent> = FeedHandlers<E> &
  WhoReads & {
    /** The last event the subscriber has. Left out: from when it's live (nothing committed after that is missed). */
    readonly after?: Cursor | undefined
    /** Unsubscribes when aborted. */
    readonly signal?: AbortSignal | undefined
  }

export type FeedStats = FeedCounts & {
  /** Followed streams, those that linger too. */
  readonly streams: number
  readonly subscribers: number
  /** Streams that are known to be further than what was delivered of them. More than a moment above 0: something is wrong. */
  readonly behind: number
}

export interface Feeds<E extends StreamEvent> {
  /**
   * Calls `onEvents` with every event past `after`, in order, each exactly once; or `onReset` where that can't be done, and then
   * with every event past the reset. Never a silent gap, whatever the broker loses. Resolves when the backlog was handed
   * over and the subscriber is live, with what ends it: after that returns nothing is called. Rejects when the log can't be
   * read or the stream is unknown (`UnknownStreamError`).
   *
   * Costs no read of the log when the cursor is in the ring; else one read for all who come back to this stream.
   */
  subscribe(stream: string, options: SubscribeOptions<E>): Promise<Unsubscribe>
  /** The same to pull. Ends when the subscription does. A reader that falls behind costs a read, not memory. */
  follow(stream: string, options?: FollowOptions): AsyncGenerator<E | Reset, void, undefined>
  /** What this process follows now, and what it has done for those who follow. */
  stats(): FeedStats
  /** Ends everything as `closed`. The broker stays open. */
  close(): void
}

/** How long a new feed waits for the broker before it goes on with the log and the sweep alone, in ms. */
const listenMs = 1_000

/** Follows numbered logs for any number of subscribers: one feed per stream, the broker as the bell, the log as the truth. */
export function createFeeds<E extends StreamEvent>(options: FeedsOptions<E>): Feeds<E> {
  const { broker, source, topicOf, sweepMs = 2_000 } = options
  const onError = safely(options.onError)
  const feeds = new Map<string, Feed<E>>()
  const due = new Set<Feed<E>>()
  let isClosed = false

  async function listen(stream: string, listener: (message: unknown) => void): Promise<Unsubscribe> {
    const live = broker.subscribe(topicOf(stream), listener)
    await within(listenMs, live)
    return () => void live.then((unsubscribe) => unsubscribe(), onError)
  }

  function flushAll(): void {
    const feedsNow = [...due]
    due.clear()
    for (const feed of feedsNow) feed.flush()
  }

  const counts: FeedCounts = {
    resumed: { ring: 0, log: 0 },
    resets: { epoch: 0, ahead: 0, backlog: 0, trimmed: 0 },
  }
  const context = {
    counts,
    source,
    onError,
    ringSize: options.ringSize ?? 256,
    maxBacklog: options.maxBacklog ?? 1_000,
    lingerMs: options.lingerMs ?? 30_000,
    holeMs: options.holeMs ?? 25,
    retryMs: options.retryMs ?? 250,
    revokes: options.rights?.revokes,
    mayRead: options.rights?.mayRead,
    outdates: options.outdates,
    listen,
    findHead: createHeadFinder(source),
    flushSoon(feed: Feed<E>) {
      if (due.size === 0) setImmediate(flushAll)
      due.add(feed)
    },
    onIdle: drop,
  }

  function drop(feed: Feed<E>): void {
    if (feeds.get(feed.stream) === feed) feeds.delete(feed.stream)
    feed.close('closed')
  }

  function feedOf(stream: string): Feed<E> {
    const known = feeds.get(stream)
    if (known) return known
    const feed = new Feed(stream, context)
    feeds.set(stream, feed)
    feed.opened.catch(() => {
      // Its subscribers are told by the promise that they wait for. Another feed may have taken its place.
      if (feeds.get(stream) === feed) feeds.delete(stream)
      feed.log.close()
    })
    return feed
  }

  async function compareAll(): Promise<void> {
    const followed = [...feeds.values()].filter((feed) => feed.isOpen && feed.size > 0)
    if (followed.length === 0) return
    const asked = new Map(followed.map((feed) => [feed, feed.log.sequence.head]))
    const heads = await source.heads([...asked.keys()].map((feed) => feed.stream))
    for (const [feed, askedAt] of asked) compare(feed, heads.get(feed.stream), askedAt)
  }

  function compare(feed: Feed<E>, log: Position | undefined, askedAt: number): void {
    if (log) return feed.log.compare(log, askedAt)
    feeds.delete(feed.stream)
    feed.close('gone')
  }

  const sweep = oneAtATime(compareAll, onError)
  const sweeper = setInterval(sweep, sweepMs)
  sweeper.unref()
  const stopListening = broker.onReconnect(sweep)

  async function subscribe(stream: string, wanted: SubscribeOptions<E>): Promise<Unsubscribe> {
    const subscriber = new Subscriber(wanted, onError)
    if (isClosed) subscriber.end('closed')
    if (isClosed || wanted.signal?.aborted) return () => undefined
    const feed = feedOf(stream)
    const unsubscribe = () => {
      wanted.signal?.removeEventListener('abort', unsubscribe)
      feed.remove(subscriber)
    }
    wanted.signal?.addEventListener('abort', unsubscribe)
    await feed.add(subscriber, wanted.after)
    return unsubscribe
  }

  return {
    subscribe,
    follow: (stream, followOptions = {}) => follow(subscribe, stream, followOptions),
    stats: () => ({
      streams: feeds.size,
      subscribers: [...feeds.values()].reduce((sum, feed) => sum + feed.size, 0),
      behind: [...feeds.values()].filter((feed) => feed.log.sequence.isBehind).length,
      resumed: { ...counts.resumed },
      resets: { ...counts.resets },
    }),
    close() {
      isClosed = true
      clearInterval(sweeper)
      stopListening()
      for (const feed of feeds.values()) feed.close('closed')
      feeds.clear()
    },
  }
}

/** Runs `task` when called; a call while it runs makes it run once more afterwards. */
function oneAtATime(task: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let isRunning = false
  let runAgain = false
  return function run() {
    runAgain = isRunning
    if (isRunning) return
    isRunning = true
    void task()
      .catch(onError)
      .finally(() => {
        isRunning = false
        if (runAgain) run()
      })
  }
}
