import { expect, test } from 'vitest'
import { extendHistory } from './history.ts'

const load = { connections: 3, messagesPerSecond: 1, eventLoopDelayMs: 2, cpuPercent: 4, memoryBytes: 5 }
const start = Date.parse('2026-11-22T12:00:00Z')
const after = (seconds: number) => new Date(start + seconds * 1000).toISOString()
const sample = (seconds: number) => ({ at: after(seconds), ...load })

test('a heartbeat goes on with the line, every fifteen seconds', () => {
  const history = [sample(0)]
  expect(extendHistory(history, after(5), load)).toBe(history)
  expect(extendHistory(history, after(15), load)).toEqual([sample(0), sample(15)])
})

test('a heartbeat that is told twice, or late, changes nothing', () => {
  const history = [sample(0), sample(15)]
  expect(extendHistory(history, after(15), load)).toBe(history)
  expect(extendHistory(history, after(3), load)).toBe(history)
})

test('nothing is older than an hour', () => {
  expect(extendHistory([sample(0), sample(100)], after(3650), load)).toEqual([sample(100), sample(3650)])
})

test('a node without a load adds nothing', () => {
  const history = [sample(0)]
  expect(extendHistory(history, after(60), null)).toBe(history)
  expect(extendHistory(history, null, load)).toBe(history)
})
