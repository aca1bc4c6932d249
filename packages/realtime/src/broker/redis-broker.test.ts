import { type Service, startRedis } from '@parley/dev/services'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Broker } from './broker.ts'
import { brokerContract, inbox } from './broker.contract.ts'
import { createRedisBroker, PublicationLostError } from './redis-broker.ts'

let redis: Service
beforeAll(async () => {
  redis = await startRedis({ own: true })
})
afterAll(() => redis.stop())

async function connect(options: { heartbeatMs?: number; onError?: (error: unknown) => void } = {}): Promise<Broker> {
  const broker = createRedisBroker({ url: redis.url, prefix: 'test:', ...options })
  await expect.poll(() => broker.isHealthy(), { timeout: 5_000 }).toBe(true)
  return broker
}

/** Publishes until it's heard: the publishing connection may come back later than the other. */
async function publishUntilHeard(broker: Broker, box: ReturnType<typeof inbox>, message: unknown): Promise<void> {
  await expect
    .poll(
      async () => {
        await broker.publish('topic', message)
        return box.all.includes(message)
      },
      { timeout: 10_000 },
    )
    .toBe(true)
}

brokerContract('The Redis broker', connect)

test('each topic is one Redis subscription, given back after the last listener', async () => {
  const admin = new Redis(redis.url)
  const broker = await connect()
  const leaves = await Promise.all([1, 2, 3].map(() => broker.subscribe('one', () => undefined)))
  expect(await admin.pubsub('NUMSUB', 'test:one')).toEqual(['test:one', 1])
  for (const leave of leaves) leave()
  await expect.poll(() => admin.pubsub('NUMSUB', 'test:one')).toEqual(['test:one', 0])
  await broker.close()
  admin.disconnect()
})

test('after CLIENT KILL it reconnects, hears again and says so', async () => {
  const admin = new Redis(redis.url)
  const broker = await connect()
  const box = inbox()
  await broker.subscribe('topic', box.listener)
  const reconnected = new Promise<void>((resolve) => broker.onReconnect(resolve))
  await admin.client('KILL', 'TYPE', 'pubsub')
  await reconnected
  await publishUntilHeard(broker, box, 'back')
  await broker.close()
  admin.disconnect()
})

test('while Redis is away publications are lost at once, subscriptions wait, and all is well when it is back', async () => {
  const errors: unknown[] = []
  const broker = await connect({ onError: (error) => errors.push(error) })
  const box = inbox()
  await broker.subscribe('topic', box.listener)
  const reconnected = new Promise<void>((resolve) => broker.onReconnect(resolve))

  await redis.kill()
  await expect.poll(() => broker.isHealthy()).toBe(false)
  for (let number = 0; number < 1_000; number++) await broker.publish('topic', number)
  const lost = () => errors.filter((error) => error instanceof PublicationLostError)
  await expect.poll(lost).toHaveLength(1_000)
  const second = inbox()
  const waiting = broker.subscribe('second', second.listener)
  const third = await Promise.race([waiting, Promise.resolve('waits')])
  expect(third).toBe('waits')

  await redis.restart()
  await reconnected
  await waiting
  await publishUntilHeard(broker, box, 'back')
  await broker.publish('second', 'hello')
  expect(await second.take(1)).toEqual(['hello'])
  expect(box.all).toEqual(box.all.filter((message) => message === 'back'))
  await broker.close()
})

test('a Redis that no longer answers is noticed by the heartbeat', async () => {
  const broker = await connect({ heartbeatMs: 100 })
  const box = inbox()
  await broker.subscribe('topic', box.listener)
  const reconnected = new Promise<void>((resolve) => broker.onReconnect(resolve))
  process.kill(Number(redis.pid), 'SIGSTOP')
  await broker.publish('topic', 'Nobody waits for it to be taken.')
  expect(broker.isHealthy()).toBe(true)
  await expect.poll(() => broker.isHealthy(), { timeout: 5_000 }).toBe(false)
  process.kill(Number(redis.pid), 'SIGCONT')
  await reconnected
  await publishUntilHeard(broker, box, 'back')
  await broker.close()
})

test('closing while Redis is away and unsubscribing afterwards is quiet', async () => {
  const broker = await connect()
  const leave = await broker.subscribe('topic', () => undefined)
  await redis.kill()
  leave()
  await broker.close()
  leave()
  await redis.restart()
})

test('what is subscribed to while the connection comes into being does not break it', async () => {
  const problems: unknown[] = []
  for (let round = 0; round < 10; round++) {
    const broker = createRedisBroker({ url: redis.url, onError: (error) => problems.push(error) })
    const all = Array.from({ length: 30 }, async (_, topic) => {
      for (let turn = 0; turn < topic; turn++) await new Promise((resolve) => setImmediate(resolve))
      await broker.subscribe(`${topic}`, () => undefined)
    })
    await Promise.all(all)
    await broker.close()
  }
  expect(problems).toEqual([])
})
