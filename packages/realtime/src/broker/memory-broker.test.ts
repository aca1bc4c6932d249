import { expect, test } from 'vitest'
import { brokerContract, inbox } from './broker.contract.ts'
import { createMemoryBroker } from './memory-broker.ts'
import { createUnreliableBroker } from './unreliable-broker.ts'

let shared = createMemoryBroker({ onError: () => undefined })
brokerContract('The memory broker', () => {
  if (!shared.isHealthy()) shared = createMemoryBroker({ onError: () => undefined })
  return shared
})

test('messages pass through JSON, as they would between processes', async () => {
  const broker = createMemoryBroker()
  const box = inbox()
  await broker.subscribe('topic', box.listener)
  await broker.publish('topic', { at: new Date(0), nothing: undefined })
  expect(await box.take(1)).toEqual([{ at: '1970-01-01T00:00:00.000Z' }])
})

test('the unreliable broker loses, doubles and reorders as told', async () => {
  const heard = async (options: object) => {
    const inner = createMemoryBroker()
    const box = inbox()
    await inner.subscribe('topic', box.listener)
    const broker = createUnreliableBroker(inner, { random: () => 0.5, ...options })
    for (const number of [1, 2, 3, 4]) await broker.publish('topic', number)
    await inner.publish('topic', 'end')
    while (!box.all.includes('end')) await Promise.resolve()
    return box.all
  }
  expect(await heard({})).toEqual([1, 2, 3, 4, 'end'])
  expect(await heard({ drop: 0.6 })).toEqual(['end'])
  expect(await heard({ duplicate: 0.6 })).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 'end'])
  expect(await heard({ reorder: 0.6 })).toEqual([2, 1, 4, 3, 'end'])
})
