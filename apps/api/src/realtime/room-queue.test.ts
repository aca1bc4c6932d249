import { expect, test } from 'vitest'
import { RoomQueue } from './room-queue.ts'

function queueOf(...names: string[]) {
  const queue = new RoomQueue<{ roomId: string; name: string }>()
  for (const name of names) queue.push({ roomId: name.charAt(0), name })
  return queue
}
const namesIn = (batch: { name: string }[]) => batch.map(({ name }) => name)

test('what waits is taken in the order in which it came', () => {
  const queue = queueOf('a1', 'b1', 'a2')
  expect(namesIn(queue.take(10))).toEqual(['a1', 'b1', 'a2'])
  expect(queue.size).toBe(0)
})

test('what comes for a room that is taken waits until it is given back, and then goes in its order', () => {
  const queue = queueOf('a1', 'b1')
  const first = queue.take(10)
  for (const name of ['a2', 'c1', 'b2', 'a3']) queue.push({ roomId: name.charAt(0), name })
  const second = queue.take(10)
  expect(namesIn(second)).toEqual(['c1'])
  expect(queue.take(10)).toEqual([])
  queue.giveBack(second)
  expect(queue.take(10)).toEqual([])
  queue.giveBack(first)
  expect(namesIn(queue.take(10))).toEqual(['a2', 'b2', 'a3'])
})

test('what a full batch leaves of its rooms is left to the next one of that room', () => {
  const queue = queueOf('a1', 'a2', 'a3', 'b1')
  const first = queue.take(2)
  expect(namesIn(first)).toEqual(['a1', 'a2'])
  expect(namesIn(queue.take(2))).toEqual(['b1'])
  queue.giveBack(first)
  expect(namesIn(queue.take(2))).toEqual(['a3'])
})
