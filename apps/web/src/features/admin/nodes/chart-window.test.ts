import { expect, test } from 'vitest'
import { beginningOf, windowOf } from './chart-window.ts'

test('the charts of a young cluster show its whole life, of an old one the last hour', () => {
  expect([0, 4, 6, 20, 59, 600].map((minutes) => windowOf(minutes * 60_000) / 60_000)).toEqual([5, 5, 15, 30, 60, 60])
})

test('a cluster began when its first node came; of one that is not known yet, an hour is shown', () => {
  const nodes = [{ registeredAt: '2026-11-22T12:00:00Z' }, { registeredAt: '2026-11-22T11:00:00Z' }]
  expect(beginningOf(nodes)).toBe(Date.parse('2026-11-22T11:00:00Z'))
  expect(windowOf(Date.now() - beginningOf([]))).toBe(3_600_000)
})
