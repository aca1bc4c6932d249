import { createMemoryBroker } from '@parley/realtime'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createWorld, type Person, type World } from '../../../test/world.ts'
import { userTopic } from '../../realtime/events.ts'
import { type ActivityHub, createActivityHub, type ToldMyEvent } from './activity.ts'

let world: World
let ana: Person
let broker: ReturnType<typeof counted>
let hub: ActivityHub

beforeAll(async () => {
  world = await createWorld()
  ana = await world.signUp('ana')
})
beforeEach(() => {
  broker = counted()
  hub = createActivityHub({ database: world.app.core.database, broker, log: pino({ level: 'silent' }) })
  return () => hub.close()
})
afterAll(() => world[Symbol.asyncDispose]())

/** A broker that counts its subscriptions. */
function counted() {
  const inner = createMemoryBroker()
  const live = new Map<string, number>()
  return {
    ...inner,
    live,
    async subscribe(topic: string, listener: (message: unknown) => void) {
      const off = await inner.subscribe(topic, listener)
      live.set(topic, (live.get(topic) ?? 0) + 1)
      return () => {
        live.set(topic, (live.get(topic) ?? 0) - 1)
        off()
      }
    },
  }
}

const read = () => hub.follow(ana.user.id)[Symbol.asyncIterator]()
const typeOf = async (events: AsyncIterator<ToldMyEvent>) => (await events.next()).value?.type
const bells = () => broker.live.get(userTopic(ana.user.id)) ?? 0

test('who could not be let in because the database failed is let in the next time', async () => {
  const query = vi.spyOn(world.app.core.database.kysely, 'selectFrom').mockImplementation(() => {
    throw new Error('expected: no database')
  })
  await expect(read().next()).rejects.toThrow('expected')
  query.mockRestore()
  expect(bells()).toBe(0)
  const events = read()
  expect(await typeOf(events)).toBe('Ready')
  expect(bells()).toBe(1)
  await events.return?.()
  await expect.poll(bells).toBe(0)
})

test('nothing is told before “ready”, not even what happens meanwhile', async () => {
  const { subscribe } = broker
  broker.subscribe = async (topic, listener) => {
    const off = await subscribe(topic, listener)
    listener({ type: 'ProfileChanged' })
    return off
  }
  const events = read()
  expect(await typeOf(events)).toBe('Ready')
  await events.return?.()
})

test('one subscription at the broker serves all of a person’s streams, until the last has gone', async () => {
  const [first, second] = [read(), read()]
  expect([await typeOf(first), await typeOf(second)]).toEqual(['Ready', 'Ready'])
  expect(bells()).toBe(1)
  await first.return?.()
  await broker.publish(userTopic(ana.user.id), { type: 'ProfileChanged' })
  expect(await typeOf(second)).toBe('ProfileChanged')
  await second.return?.()
  await expect.poll(bells).toBe(0)
})

test('who comes when the last one goes is told all the same', async () => {
  const first = read()
  await first.next()
  const second = read()
  const ready = typeOf(second)
  await first.return?.()
  expect(await ready).toBe('Ready')
  await broker.publish(userTopic(ana.user.id), { type: 'ProfileChanged' })
  expect(await typeOf(second)).toBe('ProfileChanged')
  await second.return?.()
})

test('closing gives back all that it had of the broker', async () => {
  await read().next()
  hub.close()
  await expect.poll(() => [...broker.live.values()]).toEqual([0, 0])
})
