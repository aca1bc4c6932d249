import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWaves } from './waves.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Sends so many through a gate; tells how many are through. */
function setUp() {
  const letIn = createWaves()
  let through = 0
  const come = (count: number) => {
    for (let i = 0; i < count; i++) void letIn().then(() => through++)
  }
  const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { come, passed, through: () => through }
}

test('a few come in at once, and a few more a moment later', async () => {
  const { come, passed, through } = setUp()
  come(5)
  await passed(0)
  expect(through()).toBe(5)
  await passed(50)
  come(5)
  await passed(0)
  expect(through()).toBe(10)
})

test('of a crowd the rest waits until nobody comes any more, and comes in together', async () => {
  const { come, passed, through } = setUp()
  come(300)
  for (let i = 0; i < 5; i++) {
    await passed(8)
    come(20)
  }
  await passed(80)
  expect(through()).toBe(5)
  await passed(5)
  expect(through()).toBe(400)
})

test('while a crowd keeps coming nobody passes it by, and nobody waits for longer than a wave', async () => {
  const { come, passed, through } = setUp()
  come(1000)
  for (let i = 0; i < 124; i++) {
    await passed(8)
    come(1)
  }
  expect(through()).toBe(5)
  await passed(10)
  expect(through()).toBe(1124)
})

test('a crowd that comes slowly comes in a few long waves', async () => {
  const { come, passed, through } = setUp()
  const waves = new Set<number>()
  for (let ms = 0; ms < 3000; ms += 5) {
    come(3)
    await passed(5)
    waves.add(through())
  }
  await passed(1000)
  expect(through()).toBe(1800)
  // The first came in by themselves.
  expect(waves.size).toBeLessThan(7)
})

test('who comes late in a crowd waits a moment, together with who comes then', async () => {
  const { come, passed, through } = setUp()
  come(1000)
  await passed(100)
  expect(through()).toBe(1000)
  await passed(400)
  come(2)
  await passed(20)
  expect(through()).toBe(1000)
  await passed(10)
  expect(through()).toBe(1002)
})

test('after it, who comes alone comes in at once', async () => {
  const { come, passed, through } = setUp()
  come(1000)
  await passed(1100)
  come(1)
  await passed(0)
  expect(through()).toBe(1001)
})
