import { type ExecutionResult, GraphQLError } from 'graphql'
import { expect, test, vi } from 'vitest'
import { FakeSocket, settled } from '../../test/fake-socket.ts'
import { createFanout, type FanoutOptions } from './fanout.ts'
import type { Sink } from './member.ts'

type Item = { readonly n: number }
type Executing = (item: Item, context: unknown) => ExecutionResult | Promise<ExecutionResult>

function setUp(execute: Executing = (item) => ({ data: { ...item } }), options: FanoutOptions = {}) {
  const fanout = createFanout(options)
  const executed: number[] = []
  let contexts = 0

  function join(socket: FakeSocket, { id = '1', key = 'group' } = {}) {
    const sink = Promise.withResolvers<Sink<Item>>()
    const detach = vi.fn()
    const operation = fanout.serve<Item>({
      ...socket.from(id),
      key,
      attach: (given) => {
        sink.resolve(given)
        return detach
      },
      context: () => ++contexts,
      execute: (item, context) => {
        executed.push((item as Item).n)
        return execute(item as Item, context)
      },
    })
    const ended = operation.next().then(
      () => 'complete',
      (error: Error) => error.message,
    )
    return { operation, sink: sink.promise, detach, ended }
  }

  return { fanout, executed, join, contexts: () => contexts }
}

const items = (...numbers: number[]) => numbers.map((n) => ({ n }))
const data = (...numbers: number[]) => numbers.map((n) => ({ data: { n } }))

test('a group executes each event once, in one context per batch, whatever its size and its ids', async () => {
  const { join, executed, contexts, fanout } = setUp()
  const sockets = Array.from({ length: 10 }, () => new FakeSocket())
  const sinks = await Promise.all(sockets.map((socket, index) => join(socket, { id: `id ${index % 3}` }).sink))
  expect(fanout.stats()).toEqual({ groups: 1, members: 10, slowSockets: 0, delivered: 0, executed: 0 })
  const batch = items(1, 2)
  for (const sink of sinks) sink.next(batch)
  await settled()
  expect(executed).toEqual([1, 2])
  expect(contexts()).toBe(1)
  expect(fanout.stats()).toMatchObject({ delivered: 20, executed: 2 })
  for (const [index, socket] of sockets.entries()) expect(socket.payloads(`id ${index % 3}`)).toEqual(data(1, 2))
  expect(sockets[3]?.writes[0]).not.toBe(sockets[1]?.writes[0])
})

test('sockets with the same id share one buffer, and get all of a tick in one write', async () => {
  const { join } = setUp()
  const sockets = [new FakeSocket(), new FakeSocket()]
  const [one, two] = [items(1), items(2, 3)]
  for (const socket of sockets) {
    const [a, b] = [await join(socket).sink, await join(socket, { id: '2', key: 'other' }).sink]
    for (const sink of [a, b]) for (const batch of [one, two]) sink.next(batch)
  }
  await settled()
  expect(sockets.map((socket) => socket.writes.length)).toEqual([1, 1])
  expect(sockets[0]?.payloads('2')).toEqual(data(1, 2, 3))
  const { writes } = sockets[0] as FakeSocket
  const [again, alone] = [new FakeSocket(), new FakeSocket()]
  const batch = items(4)
  for (const socket of [again, alone]) (await join(socket).sink).next(batch)
  await settled()
  expect(again.writes[0]).toBe(alone.writes[0])
  expect(writes).toHaveLength(1)
})

test('other keys are other groups', async () => {
  const { join, executed, fanout } = setUp()
  const batch = items(1)
  for (const key of ['a', 'b', 'a']) (await join(new FakeSocket(), { key }).sink).next(batch)
  expect(fanout.stats().groups).toBe(2)
  expect(executed).toEqual([1, 1])
})

test('events keep their order when a later one is executed faster', async () => {
  const gates = [0, 1, 2].map(() => Promise.withResolvers<void>())
  const { join } = setUp(({ n }) => (n === 2 ? { data: { n } } : gates[n]!.promise.then(() => ({ data: { n } }))))
  const socket = new FakeSocket()
  const sink = await join(socket).sink
  for (const n of [0, 1, 2]) sink.next(items(n))
  gates[1]?.resolve()
  await settled()
  expect(socket.messages()).toEqual([])
  gates[0]?.resolve()
  await settled()
  expect(socket.payloads()).toEqual(data(0, 1, 2))
})

test('those who catch up share results per event, whatever their cursors, until something new happens', async () => {
  const { join, executed, contexts } = setUp()
  const ring = items(1, 2, 3, 4)
  for (const after of [2, 0, 3, 0, 1]) (await join(new FakeSocket()).sink).next(ring.slice(after), 'head 4')
  expect(executed).toEqual([3, 4, 1, 2])
  const late = await join(new FakeSocket()).sink
  late.next(ring.slice(3), 'head 5')
  expect(executed).toEqual([3, 4, 1, 2, 4])
  expect(contexts()).toBeLessThanOrEqual(6)
})

test('results are not shown again after some seconds, though nothing happened in the stream and the clock was put back', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  const { join, executed } = setUp()
  const ring = items(1)
  const sink = await join(new FakeSocket()).sink
  sink.next(ring, 'head 1')
  vi.setSystemTime(Date.now() - 3_600_000)
  vi.advanceTimersByTime(10_000)
  sink.next(ring, 'head 1')
  expect(executed).toEqual([1, 1])
  vi.useRealTimers()
})

test('a result with errors is shared by those who wait for it, and tried again for those who come later', async () => {
  const gates = [0, 1].map(() => Promise.withResolvers<ExecutionResult>())
  let tries = 0
  const { join } = setUp(() => gates[tries++]!.promise)
  const [one, two, late] = [new FakeSocket(), new FakeSocket(), new FakeSocket()]
  const batch = items(1)
  for (const socket of [one, two]) (await join(socket).sink).next(batch, 'head 1')
  gates[0]?.resolve({ data: { n: null }, errors: [new GraphQLError('broken')] })
  await settled()
  ;(await join(late).sink).next(batch, 'head 1')
  gates[1]?.resolve({ data: { n: 1 } })
  await settled()
  const broken = [{ data: { n: null }, errors: [{ message: 'broken' }] }]
  expect([one, two, late].map((socket) => socket.payloads())).toEqual([broken, broken, data(1)])
  expect(tries).toBe(2)
})

test('a failed execution ends every member with its error, after the results before it', async () => {
  const { join, fanout } = setUp(({ n }) => {
    if (n === 2) return Promise.reject(new Error('bug'))
    return { data: { n } }
  })
  const sockets = [new FakeSocket(), new FakeSocket()]
  const joined = sockets.map((socket) => join(socket))
  const [one, two] = [items(1), items(2)]
  for (const { sink } of joined) for (const batch of [one, two]) (await sink).next(batch)
  for (const { ended } of joined) expect(await ended).toBe('bug')
  for (const socket of sockets) expect(socket.payloads()).toEqual(data(1))
  for (const { detach } of joined) expect(detach).toHaveBeenCalledTimes(1)
  expect(fanout.stats()).toMatchObject({ groups: 0, members: 0 })
})

test('an operation completes after what was given before its end, and not before that is written', async () => {
  const gate = Promise.withResolvers<void>()
  const { join } = setUp(({ n }) => gate.promise.then(() => ({ data: { n } })))
  const socket = new FakeSocket()
  const { sink, ended } = join(socket)
  ;(await sink).next(items(1))
  ;(await sink).end()
  ;(await sink).next(items(2))
  gate.resolve()
  expect(await ended).toBe('complete')
  expect(socket.payloads()).toEqual(data(1))
})

test('once it is left nothing more is written, not even what is ready', async () => {
  const { join } = setUp()
  const [socket, other] = [new FakeSocket(), new FakeSocket()]
  const [mine, theirs] = [join(socket), join(other)]
  const [sink, otherSink] = [await mine.sink, await theirs.sink]
  const batch = items(1)
  for (const each of [sink, otherSink]) each.next(batch)
  await mine.operation.return()
  sink.next(items(2))
  expect(await mine.ended).toBe('complete')
  await settled()
  expect(socket.messages()).toEqual([])
  expect(other.payloads()).toEqual(data(1))
  expect(mine.detach).toHaveBeenCalledTimes(1)
})

test('who leaves before being attached is detached, and who never asks is never attached', async () => {
  const { fanout } = setUp()
  const socket = new FakeSocket()
  const [attaching, detach] = [Promise.withResolvers<() => void>(), vi.fn()]
  const attach = vi.fn(() => attaching.promise)
  const rest = { key: 'k', attach, context: () => 0, execute: () => ({}) }
  const asked = fanout.serve({ ...socket.from('1'), ...rest })
  const unasked = fanout.serve({ ...socket.from('2'), ...rest })
  const ended = asked.next()
  await asked.return()
  await unasked.return()
  attaching.resolve(detach)
  expect(await ended).toEqual({ done: true, value: undefined })
  expect(await unasked.next()).toEqual({ done: true, value: undefined })
  await settled()
  expect(attach).toHaveBeenCalledTimes(1)
  expect(detach).toHaveBeenCalledTimes(1)
  expect(fanout.stats()).toMatchObject({ groups: 0, members: 0 })
})

test('a socket that does not read is closed with the code to come back, then cut off; the others go on', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const { join, fanout } = setUp(({ n }) => ({ data: { n, filling: 'x'.repeat(1_000) } }), {
    maxQueuedBytes: 10_000,
    graceMs: 100,
  })
  const [stalled, fine] = [new FakeSocket(), new FakeSocket()]
  stalled.isStalled = true
  const sinks = [await join(stalled).sink, await join(fine).sink]
  for (let n = 0; n < 50; n++) {
    const batch = items(n)
    for (const sink of sinks) sink.next(batch)
    await settled()
  }
  expect(stalled.closed).toEqual({ code: 1013, reason: 'Too slow: come back' })
  expect(stalled.raw.writableLength).toBeLessThan(12_000)
  expect(fanout.stats().slowSockets).toBe(1)
  expect(fine.payloads()).toHaveLength(50)
  vi.advanceTimersByTime(101)
  expect(stalled.isTerminated).toBe(true)
  vi.useRealTimers()
})

test('a socket that asks for more at once than it may get is closed before any of it is made; the others go on', async () => {
  const { join } = setUp(({ n }) => ({ data: { n, filling: 'x'.repeat(1_000) } }), { maxTickBytes: 50_000 })
  const [greedy, fine] = [new FakeSocket(), new FakeSocket()]
  const sinks = [await join(fine).sink]
  for (let id = 0; id < 60; id++) sinks.push(await join(greedy, { id: `${id}` }).sink)
  const batch = items(1)
  for (const sink of sinks) sink.next(batch)
  await settled()
  expect(greedy.closed?.code).toBe(1013)
  expect(greedy.writes).toEqual([])
  expect(fine.payloads()).toHaveLength(1)
})

test('a long backlog is executed in slices between which all else has its turn, and comes whole and in order', async () => {
  const { join, executed } = setUp(({ n }) => {
    for (const until = performance.now() + 0.15; performance.now() < until; );
    return { data: { n } }
  })
  const socket = new FakeSocket()
  const sink = await join(socket).sink
  const turns: number[] = []
  const take = () => {
    turns.push(executed.length)
    if (executed.length < 450) setImmediate(take)
  }
  setImmediate(take)
  sink.next(items(...Array.from({ length: 450 }, (_, n) => n)))
  sink.next(items(450))
  await vi.waitFor(() => expect(socket.payloads()).toHaveLength(451))
  expect(socket.payloads()).toEqual(data(...Array.from({ length: 451 }, (_, n) => n)))
  expect(turns.length).toBeGreaterThanOrEqual(8)
})

test('backlogs that are executed at the same time share their results, whatever comes live between their slices', async () => {
  const { join, executed, contexts } = setUp()
  const backlog = items(...Array.from({ length: 300 }, (_, n) => n))
  const sockets = Array.from({ length: 10 }, () => new FakeSocket())
  const sinks = await Promise.all(sockets.map((socket) => join(socket).sink))
  const before = {}
  for (const [index, sink] of sinks.entries()) sink.next(backlog.slice(index * 20), before)
  for (let n = 300; n < 310; n++) {
    const live = items(n)
    const now = {}
    for (const sink of sinks) sink.next(live, now)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await settled()
  for (const [index, socket] of sockets.entries()) expect(socket.payloads()).toHaveLength(310 - index * 20)
  expect(executed).toHaveLength(310)
  // One for each slice: what its loaders remember must not grow old.
  expect(contexts()).toBeGreaterThan(10 + 6)
})

test('who loses the right to read soon gets nothing more, though much of what came before is not executed yet', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const { join, fanout } = setUp((item) => (item.n === 2 ? new Promise(() => undefined) : { data: { ...item } }))
  const socket = new FakeSocket()
  const { sink, ended } = join(socket)
  const given = await sink
  for (const n of [1, 2, 3]) given.next(items(n))
  given.end()
  vi.advanceTimersByTime(400)
  expect(fanout.stats()).toMatchObject({ members: 1 })
  vi.advanceTimersByTime(600)
  vi.useRealTimers()
  expect(await ended).toBe('complete')
  expect(socket.payloads()).toEqual(data(1))
  expect(fanout.stats()).toMatchObject({ groups: 0, members: 0 })
})

test('a backlog that is more than a socket may get is not executed to its end', async () => {
  const { join, executed } = setUp(({ n }) => ({ data: { n, filling: 'x'.repeat(1_000) } }), { maxTickBytes: 140_000 })
  const socket = new FakeSocket()
  const { sink } = join(socket)
  ;(await sink).next(items(...Array.from({ length: 1_000 }, (_, n) => n)))
  await vi.waitFor(() => expect(socket.closed?.code).toBe(1013))
  expect(socket.writes).toEqual([])
  expect(executed.length).toBe(150)
})

test('a backlog that nobody waits for any more is not executed to its end', async () => {
  const { join, executed, fanout } = setUp()
  const { sink, operation } = join(new FakeSocket())
  ;(await sink).next(items(...Array.from({ length: 1_000 }, (_, n) => n)))
  await operation.return()
  await settled()
  expect(executed.length).toBe(50)
  expect(fanout.stats()).toMatchObject({ groups: 0, members: 0 })
})

test('nothing is written to a socket that is closing', async () => {
  const { join } = setUp()
  const socket = new FakeSocket()
  const sink = await join(socket).sink
  sink.next(items(1))
  socket.close(1000, '')
  await settled()
  expect(socket.writes).toEqual([])
})
