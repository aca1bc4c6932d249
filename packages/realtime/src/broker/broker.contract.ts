import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Broker, BrokerClosedError, type Listener } from './broker.ts'

/** What every broker keeps. `connect` makes another broker of the same cluster; `close` is the suite's own business. */
export function brokerContract(name: string, connect: () => Broker | Promise<Broker>): void {
  describe(`${name} keeps the contract of a broker`, () => {
    let broker: Broker
    let other: Broker

    beforeEach(async () => {
      broker = await connect()
      other = await connect()
    })
    afterEach(async () => {
      await broker.close()
      await other.close()
    })

    test('a message reaches every listener of its topic, in every process, and no other topic', async () => {
      const [a, b, c, d] = [inbox(), inbox(), inbox(), inbox()]
      await broker.subscribe('here', a.listener)
      await broker.subscribe('here', b.listener)
      await other.subscribe('here', c.listener)
      await other.subscribe('there', d.listener)
      const message = { text: 'héllo 東京', list: [1, null, true, { deep: 'x' }] }
      await broker.publish('here', message)
      await broker.publish('there', 'end')
      for (const box of [a, b, c]) expect(await box.take(1)).toEqual([message])
      expect(await d.take(1)).toEqual(['end'])
    })

    test('messages of one publisher arrive in order', async () => {
      const box = inbox()
      await other.subscribe('numbers', box.listener)
      const numbers = Array.from({ length: 500 }, (_, number) => number)
      await Promise.all(numbers.map((number) => broker.publish('numbers', number)))
      expect(await box.take(500)).toEqual(numbers)
    })

    test('listeners are never called before publish returns', async () => {
      const box = inbox()
      await broker.subscribe('later', box.listener)
      const published = broker.publish('later', 1)
      expect(box.all).toEqual([])
      await published
      expect(await box.take(1)).toEqual([1])
    })

    test('a listener that left hears nothing more, and the others still do', async () => {
      const [left, stays] = [inbox(), inbox()]
      const leave = await broker.subscribe('topic', left.listener)
      await broker.subscribe('topic', stays.listener)
      leave()
      leave()
      await broker.publish('topic', 1)
      expect(await stays.take(1)).toEqual([1])
      expect(left.all).toEqual([])
    })

    test('a topic that everybody left can be subscribed to again', async () => {
      for (const round of [1, 2, 3]) {
        const box = inbox()
        const leave = await broker.subscribe('again', box.listener)
        await other.publish('again', round)
        expect(await box.take(1)).toEqual([round])
        leave()
      }
      const box = inbox()
      const leaving = broker.subscribe('again', () => undefined).then((leave) => leave())
      await broker.subscribe('again', box.listener)
      await leaving
      await other.publish('again', 4)
      expect(await box.take(1)).toEqual([4])
    })

    test('many subscriptions at once are all live when they resolve', async () => {
      const boxes = Array.from({ length: 50 }, inbox)
      await Promise.all(boxes.map((box, index) => broker.subscribe(`many:${index % 10}`, box.listener)))
      for (let topic = 0; topic < 10; topic++) await other.publish(`many:${topic}`, topic)
      for (const [index, box] of boxes.entries()) expect(await box.take(1)).toEqual([index % 10])
    })

    test('a listener that throws disturbs nobody', async () => {
      const box = inbox()
      await broker.subscribe('bad', () => {
        throw new Error('expected: thrown by a listener')
      })
      await broker.subscribe('bad', box.listener)
      await broker.publish('bad', 1)
      await broker.publish('bad', 2)
      expect(await box.take(2)).toEqual([1, 2])
    })

    test('what is not JSON is refused', async () => {
      await expect(broker.publish('topic', undefined)).rejects.toThrow(TypeError)
      await expect(broker.publish('topic', 1n)).rejects.toThrow(TypeError)
    })

    test('a publication that nobody listens to is fine', async () => {
      await expect(broker.publish('nobody', 1)).resolves.toBeUndefined()
    })

    test('it is healthy until it is closed; then it refuses', async () => {
      await broker.subscribe('topic', () => undefined)
      await expect.poll(() => broker.isHealthy()).toBe(true)
      await broker.close()
      await broker.close()
      expect(broker.isHealthy()).toBe(false)
      await expect(broker.publish('topic', 1)).rejects.toThrow(BrokerClosedError)
      await expect(broker.subscribe('topic', () => undefined)).rejects.toThrow(BrokerClosedError)
    })
  })
}

/** Collects messages; `take(n)` waits until there are n. */
export function inbox(): { listener: Listener; all: unknown[]; take: (count: number) => Promise<unknown[]> } {
  const all: unknown[] = []
  let wake = () => undefined as void
  return {
    all,
    listener: (message) => {
      all.push(message)
      wake()
    },
    async take(count) {
      while (all.length < count) await new Promise<void>((resolve) => (wake = resolve))
      return all
    },
  }
}
