import { vi } from 'vitest'
import { createFeeds, createMemoryBroker, type FeedsOptions, type SubscribeOptions } from '../src/index.ts'
import { MemoryLog, type TestEvent } from './memory-log.ts'
import { SimpleCrowd } from './simple-crowd.ts'

/** One process that follows the log `s`: small ring, short times, and followers that write down what they get. */
export function setUp(options: Partial<FeedsOptions<TestEvent>> = {}) {
  const broker = createMemoryBroker()
  const log = new MemoryLog()
  log.create('s')
  const errors: unknown[] = []
  const crowd = new SimpleCrowd<TestEvent>()
  const feeds = createFeeds<TestEvent>({
    broker,
    source: log,
    topicOf: (stream) => `events:${stream}`,
    ringSize: 8,
    maxBacklog: 50,
    sweepMs: 1_000,
    lingerMs: 10_000,
    onError: (error) => errors.push(error),
    ...options,
  })

  return {
    broker,
    log,
    errors,
    feeds,
    async commit(count = 1, stream = 's') {
      await broker.publish(`events:${stream}`, log.commit(stream, count))
    },
    crowd,
    async follow(wanted: Partial<SubscribeOptions<TestEvent>> & { stream?: string; isInCrowd?: boolean } = {}) {
      const seen: (number | string)[] = []
      const batches: (readonly TestEvent[])[] = []
      const take = (events: readonly TestEvent[]) => {
        batches.push(events)
        seen.push(...events.map((event) => event.seq))
      }
      const subscribed = feeds.subscribe(wanted.stream ?? 's', {
        onEvents: take,
        together: wanted.isInCrowd ? { crowd, as: take } : undefined,
        onReset: (reset) => seen.push(`${reset.reason} ${reset.epoch}:${reset.head}`),
        onEnd: (reason) => seen.push(reason),
        ...wanted,
      })
      await tick()
      return { seen, batches, unsubscribe: await subscribed }
    },
  }
}

/** With fake timers: lets everything happen that happens by itself, and nothing that needs a timer of some length. */
export const tick = () => vi.advanceTimersByTimeAsync(1)
export const at = (seq: number, epoch = 'e1') => ({ epoch, seq })
