import { expect, test, vi } from 'vitest'
import type { Sink } from './member.ts'
import { pulled } from './pulled.ts'

type Item = { readonly n: number }
const items = (...numbers: number[]) => numbers.map((n) => ({ n }))

function setUp(add = (waiting: Item[], item: Item) => void waiting.push(item)) {
  const attached = Promise.withResolvers<Sink<Item>>()
  const detach = vi.fn()
  const reader = pulled<Item>(async (sink) => {
    attached.resolve(sink)
    return detach
  }, add)
  return { reader, detach, sink: attached.promise }
}

test('who pulls gets what is told, in order, now and later', async () => {
  const { reader, sink } = setUp()
  const first = reader.next()
  ;(await sink).next(items(1, 2))
  expect([await first, await reader.next()]).toEqual(items(1, 2).map((value) => ({ value, done: false })))
  const later = reader.next()
  ;(await sink).next(items(3))
  expect(await later).toEqual({ value: { n: 3 }, done: false })
})

test('what waits for a slow reader is what the source keeps', async () => {
  const { reader, sink } = setUp((waiting, item) => void waiting.splice(0, 1, item))
  const first = reader.next()
  ;(await sink).next(items(1))
  await first
  ;(await sink).next(items(2, 3, 4))
  expect(await reader.next()).toEqual({ value: { n: 4 }, done: false })
})

test('it is over when the source ends or fails, and when the reader leaves, even while it waits', async () => {
  const [ended, failed, left] = [setUp(), setUp(), setUp()]
  const [end, fail, leave] = [ended.reader.next(), failed.reader.next(), left.reader.next()]
  ;(await ended.sink).end()
  ;(await failed.sink).fail(new Error('bug'))
  await left.sink
  await left.reader.return()
  expect(await end).toEqual({ done: true, value: undefined })
  await expect(fail).rejects.toThrow('bug')
  expect(await leave).toEqual({ done: true, value: undefined })
  for (const { detach } of [ended, failed, left]) expect(detach).toHaveBeenCalledOnce()
})
