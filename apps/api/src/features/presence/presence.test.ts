import { createMemoryBroker } from '@parley/realtime'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPresence } from './presence.ts'

const log = pino({ level: 'silent' })

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] }),
)
afterEach(() => void vi.useRealTimers())

async function cluster() {
  const broker = createMemoryBroker()
  const seen: string[] = []
  const node = () => createPresence({ broker, log, onLeft: async (userId) => void seen.push(userId) })
  return { broker, node, seen }
}
const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('somebody is online, at every node, while they have a socket anywhere', async () => {
  const { node, seen } = await cluster()
  const [a, b] = [await node(), await node()]
  const changes: [string, boolean][] = []
  b.onChange((...change) => void changes.push(change))
  const closeFirst = a.connect('ana')
  const closeSecond = b.connect('ana')
  await passed(0)
  expect([a.isOnline('ana'), b.isOnline('ana')]).toEqual([true, true])
  closeFirst()
  await passed(5000)
  expect([a.isOnline('ana'), b.isOnline('ana')]).toEqual([true, true])
  closeSecond()
  await passed(5000)
  expect([a.isOnline('ana'), b.isOnline('ana')]).toEqual([false, false])
  expect(changes).toEqual([
    ['ana', true],
    ['ana', false],
  ])
  expect(seen).toEqual(['ana', 'ana'])
})

test('a reload is not a farewell', async () => {
  const { node, seen } = await cluster()
  const [a, b] = [await node(), await node()]
  const changes: boolean[] = []
  const close = a.connect('ana')
  await passed(0)
  b.onChange((_userId, isOnline) => void changes.push(isOnline))
  close()
  await passed(1000)
  a.connect('ana')
  await passed(10_000)
  expect([changes, seen, b.isOnline('ana')]).toEqual([[], [], true])
})

test('a node that comes later hears who is online at once; one that stops says farewell', async () => {
  const { node } = await cluster()
  const a = await node()
  a.connect('ana')
  const b = await node()
  await passed(0)
  expect(b.isOnline('ana')).toBe(true)
  await a[Symbol.asyncDispose]()
  await passed(0)
  expect(b.isOnline('ana')).toBe(false)
})

test('a node that is silent for half a minute is forgotten, and what was lost is healed by the next announcement', async () => {
  const { broker, node } = await cluster()
  const a = await node()
  await broker.publish('presence', { node: 'dead', all: ['ben'] })
  await passed(0)
  expect(a.isOnline('ben')).toBe(true)
  await passed(41_000)
  expect(a.isOnline('ben')).toBe(false)
  await broker.publish('presence', { node: 'lossy', came: ['cat'] })
  await broker.publish('presence', { node: 'lossy', all: ['dan'] })
  await passed(0)
  expect([a.isOnline('cat'), a.isOnline('dan')]).toEqual([false, true])
})
