import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FakeSocket, settled } from '../../test/fake-socket.ts'
import type { Crowd } from '../crowd.ts'
import { createFanout } from './fanout.ts'
import type { Sink } from './member.ts'

type Item = { readonly n: number }
type Step =
  | { kind: 'join'; backlog: number }
  | { kind: 'tell'; count: number }
  | { kind: 'step out' | 'end' | 'leave'; who: number }
  | { kind: 'execute'; which: number }
  | { kind: 'wait' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('join'), backlog: fc.nat(3) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('tell'), count: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('step out' as const, 'end' as const, 'leave' as const),
      who: fc.nat(9),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('execute'), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait') }) },
)

/** What one subscriber was given, by itself and with the crowd, in order, and what must come of it. */
type Subscriber = {
  readonly socket: FakeSocket
  readonly sink: Sink<Item>
  readonly leave: () => Promise<unknown>
  readonly given: number[]
  state: 'in crowd' | 'out' | 'ended' | 'gone'
}

async function run(steps: readonly Step[], isSlow: boolean): Promise<void> {
  const fanout = createFanout()
  const stream: Item[] = []
  const subscribers: Subscriber[] = []
  /** Executions that wait for their turn, which can be any. */
  const executions: (() => void)[] = []
  let crowd: Crowd<Item, Sink<Item>> | undefined

  async function join(backlog: number): Promise<void> {
    const socket = new FakeSocket()
    const attached = Promise.withResolvers<Sink<Item>>()
    const operation = fanout.serve<Item>({
      ...socket.from('1'),
      key: 'group',
      attach(sink, its) {
        crowd = its
        attached.resolve(sink)
        return () => its.delete(sink)
      },
      context: () => undefined,
      execute(item) {
        const result = { data: { n: (item as Item).n } }
        if (!isSlow) return result
        return new Promise((resolve) => executions.push(() => resolve(result)))
      },
    })
    void operation.next()
    const sink = await attached.promise
    const items = stream.slice(stream.length - Math.min(backlog, stream.length))
    sink.next(items, stream.length)
    crowd?.add(sink)
    const given = items.map(({ n }) => n)
    subscribers.push({ socket, sink, given, state: 'in crowd', leave: () => operation.return() })
  }

  for (const now of steps) {
    if (now.kind === 'join') await join(now.backlog)
    else if (now.kind === 'wait') await settled()
    else if (now.kind === 'execute') executions.splice(now.which % (executions.length || 1), 1)[0]?.()
    else if (now.kind === 'tell') {
      const items = Array.from({ length: now.count }, (_, index) => ({ n: stream.length + index }))
      stream.push(...items)
      for (const { state, given } of subscribers) if (state === 'in crowd') given.push(...items.map(({ n }) => n))
      crowd?.next(items, stream.length)
    } else {
      const subscriber = subscribers[now.who % subscribers.length]
      if (!subscriber) continue
      const { sink, leave } = subscriber
      const isOver = subscriber.state === 'ended' || subscriber.state === 'gone'
      if (now.kind === 'step out') {
        crowd?.delete(sink)
        if (!isOver) subscriber.state = 'out'
      } else if (now.kind === 'end') {
        sink.end()
        if (!isOver) subscriber.state = 'ended'
      } else {
        await leave()
        subscriber.state = 'gone'
      }
    }
  }
  while (executions.length > 0) {
    executions.pop()?.()
    await settled()
  }
  await settled()
  for (const { socket, given, state } of subscribers) {
    const seen = socket.payloads().map((payload) => (payload as { data: Item }).data.n)
    // Who left has a part of it; all others have it all.
    if (state === 'gone') expect(seen).toEqual(given.slice(0, seen.length))
    else expect(seen).toEqual(given)
  }
  const left = subscribers.filter(({ state }) => state === 'in crowd' || state === 'out')
  expect(fanout.stats().members).toBe(left.length)
}

test('whoever comes and goes, each gets what it and its crowd were given, once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 40 }), fc.boolean(), (steps, isSlow) =>
      run(steps, isSlow),
    ),
    { numRuns: 300 },
  )
}, 60_000)
