import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryBroker } from '../broker/memory-broker.ts'
import { createSignals, type Signal } from './signals.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const broker = createMemoryBroker()
  const errors: unknown[] = []
  const publish = vi.spyOn(broker, 'publish')
  const create = () =>
    createSignals<boolean>({
      broker,
      topicOf: (stream) => `signals:${stream}`,
      flushMs: 100,
      maxKeys: 3,
      onError: (error) => errors.push(error),
    })
  return { broker, errors, publish, here: create(), there: create() }
}

test('within the flush time the last value per key wins, and all leave in one publication', async () => {
  const { here, there, publish } = setUp()
  const heard: (readonly Signal<boolean>[])[] = []
  await there.subscribe('room', (signals) => heard.push(signals))
  here.send('room', { key: 'anna', value: true })
  here.send('room', { key: 'ben', value: true })
  here.send('room', { key: 'anna', value: false })
  await vi.advanceTimersByTimeAsync(99)
  expect(heard).toEqual([])
  await vi.advanceTimersByTimeAsync(2)
  expect(heard).toEqual([
    [
      { key: 'anna', value: false },
      { key: 'ben', value: true },
    ],
  ])
  expect(publish).toHaveBeenCalledTimes(1)
})

test('what comes in one tick is delivered once, whoever sent it', async () => {
  const { broker, here } = setUp()
  const heard: (readonly Signal<boolean>[])[] = []
  await here.subscribe('room', (signals) => heard.push(signals))
  await broker.publish('signals:room', [['anna', true]])
  await broker.publish('signals:room', [['anna', false]])
  await vi.advanceTimersByTimeAsync(1)
  expect(heard).toEqual([[{ key: 'anna', value: false }]])
})

test('one stream is one subscription at the broker, ended with its last listener', async () => {
  const { broker, here } = setUp()
  const subscribe = vi.spyOn(broker, 'subscribe')
  const leaves = await Promise.all([1, 2, 3].map(() => here.subscribe('room', () => undefined)))
  expect(subscribe).toHaveBeenCalledTimes(1)
  for (const leave of leaves) leave()
  await here.subscribe('room', () => undefined)
  expect(subscribe).toHaveBeenCalledTimes(2)
})

test('more keys than allowed are lost, known ones still change', async () => {
  const { here } = setUp()
  const heard: (readonly Signal<boolean>[])[] = []
  await here.subscribe('room', (signals) => heard.push(signals))
  for (const key of ['a', 'b', 'c', 'd']) here.send('room', { key, value: true })
  here.send('room', { key: 'a', value: false })
  await vi.advanceTimersByTimeAsync(101)
  expect(heard[0]?.map(({ key, value }) => [key, value])).toEqual([
    ['a', false],
    ['b', true],
    ['c', true],
  ])
})

test('closing sends what was collected; rubbish and throwing listeners are told of and hurt nobody', async () => {
  const { broker, here, there, errors } = setUp()
  const heard: unknown[] = []
  await there.subscribe('room', () => {
    throw new Error('expected: a listener')
  })
  await there.subscribe('room', (signals) => heard.push(signals))
  here.send('room', { key: 'anna', value: true })
  here.close()
  await broker.publish('signals:room', 'rubbish')
  await vi.advanceTimersByTimeAsync(1)
  expect(heard).toEqual([[{ key: 'anna', value: true }]])
  expect(errors).toHaveLength(2)
})
