import { expect, test } from 'vitest'
import { countOf, formatCount, formatElapsed } from './format.ts'

test.each([
  [0, '0'],
  [12_345, '12,345'],
  [123_456, '123.5K'],
])('the count %d is shown as %s', (count, text) => {
  expect(formatCount(count)).toBe(text)
})

test.each([
  [-5, 'now'],
  [0.9, 'now'],
  [3, '3 s ago'],
  [59.9, '59 s ago'],
  [60, '1 min ago'],
  [7200, '2 h ago'],
  [86_400, '1 day ago'],
  [4 * 86_400, '4 days ago'],
])('what was %d seconds ago is told as “%s”', (seconds, text) => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  expect(formatElapsed(new Date(now - seconds * 1000).toISOString(), now)).toBe(text)
})

test('one of a thing is not two', () => {
  expect([0, 1, 2].map((count) => countOf(count, 'room'))).toEqual(['0 rooms', '1 room', '2 rooms'])
})
