import fc from 'fast-check'
import { afterEach, beforeEach, test, vi } from 'vitest'
import { Follower } from '../../test/follower.ts'
import { MemoryLog, type TestEvent } from '../../test/memory-log.ts'
import { seededRandom } from '../seeded-random.ts'
import { SimpleCrowd } from '../../test/simple-crowd.ts'
import { createMemoryBroker } from '../broker/memory-broker.ts'
import { createUnreliableBroker } from '../broker/unreliable-broker.ts'
import { createFeeds } from './feeds.ts'

type Way = 'listens' | 'pulls' | 'in a crowd' | 'in another'
type Step =
  | { kind: 'commit'; count: number }
  | { kind: 'wait'; ms: number }
  | { kind: 'join'; back: number | undefined; isForeign: boolean; way: Way }
  | { kind: 'rejoin'; who: number }
  | { kind: 'leave'; who: number }
  | { kind: 'log'; isLate: boolean; isBroken: boolean; ms: number }
  | { kind: 'reconnect' }
  | { kind: 'restore'; back: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('commit'), count: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.constantFrom(0, 1, 5, 40, 300) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('join'),
      back: fc.option(fc.integer({ min: -3, max: 40 }), { nil: undefined }),
      isForeign: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
      way: fc.constantFrom<Way>('listens', 'pulls', 'in a crowd', 'in another'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('rejoin' as const, 'leave' as const), who: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('log'),
      isLate: fc.boolean(),
      isBroken: fc.integer({ min: 0, max: 4 }).map((roll) => roll === 0),
      ms: fc.constantFrom(0, 3, 60),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reconnect') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore'), back: fc.nat(5) }) },
)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function run(steps: readonly Step[], options: { seed: number; loss: number }): Promise<void> {
  const log = new MemoryLog()
  log.create('s')
  log.commit('s', 20)
  const inner = createMemoryBroker()
  const { seed, loss } = options
  const unreliable = createUnreliableBroker(inner, {
    random: seededRandom(seed),
    drop: loss,
    duplicate: loss,
    reorder: loss,
  })
  const reconnected = new Set<() => void>()
  const broker = {
    ...unreliable,
    onReconnect(listener: () => void) {
      reconnected.add(listener)
      return () => void reconnected.delete(listener)
    },
  }
  const feeds = createFeeds<TestEvent>({
    broker,
    source: log,
    topicOf: (stream) => stream,
    ringSize: 6,
    maxBacklog: 25,
    sweepMs: 500,
    lingerMs: 100,
    retryMs: 20,
    holeMs: 10,
    onError: (error) => {
      if (!(error instanceof Error && error.message === 'expected: the log is broken')) throw error
    },
  })
  const followers: Follower[] = []
  const crowds = new Map<Way, SimpleCrowd<TestEvent>>([
    ['in a crowd', new SimpleCrowd()],
    ['in another', new SimpleCrowd()],
  ])
  let epochs = 1

  for (const now of steps) {
    if (now.kind === 'commit') {
      const { epoch, events } = log.commit('s', now.count)
      // Sometimes one publication of several events, sometimes one each.
      if (now.count % 2 === 0) void broker.publish('s', { epoch, events })
      else for (const event of events) void broker.publish('s', { epoch, events: [event] })
    } else if (now.kind === 'wait') {
      await vi.advanceTimersByTimeAsync(now.ms)
    } else if (now.kind === 'join') {
      const { epoch, head } = log.position('s')
      const seq = now.back === undefined ? undefined : Math.max(0, head - now.back)
      const after = seq === undefined ? undefined : { epoch: now.isForeign ? 'e0' : epoch, seq }
      const follower = new Follower({ feeds, log, after, pulls: now.way === 'pulls', crowd: crowds.get(now.way) })
      followers.push(follower)
      follower.join()
    } else if (now.kind === 'rejoin') {
      followers[now.who % followers.length]?.join()
    } else if (now.kind === 'leave') {
      followers[now.who % followers.length]?.leave()
    } else if (now.kind === 'log') {
      log.isLate = now.isLate
      log.isBroken = now.isBroken
      log.pause = () => new Promise((resolve) => setTimeout(resolve, now.ms))
    } else if (now.kind === 'reconnect') {
      for (const listener of reconnected) listener()
    } else {
      log.restore('s', `e${++epochs}`, Math.max(0, log.position('s').head - now.back))
    }
  }

  log.isBroken = false
  log.pause = () => Promise.resolve()
  await vi.advanceTimersByTimeAsync(1_500)
  // Whoever was sent away by a fault comes back with its cursor, as a client would.
  for (const follower of followers) follower.join()
  await vi.advanceTimersByTimeAsync(1_500)
  for (const follower of followers) follower.check()
  feeds.close()
}

test('every follower gets every event past its cursor once and in order, or a reset: never a silent gap', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60 }),
      fc.integer(),
      fc.constantFrom(0, 0.1, 0.5),
      (steps, seed, loss) => run(steps, { seed, loss }),
    ),
    { numRuns: 1_000 },
  )
}, 60_000)
