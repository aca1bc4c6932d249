import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pacedFrames } from './paced-frames.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** When each run was, in milliseconds. */
function setUp() {
  const frame = pacedFrames(100)
  const start = performance.now()
  const ranAt: number[] = []
  return { ranAt, ask: () => frame(() => ranAt.push(Math.floor((performance.now() - start) / 10) * 10)) }
}

test('what comes alone is not kept waiting, and what follows waits for its time', async () => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
  const { ranAt, ask } = setUp()
  ask()
  await vi.advanceTimersByTimeAsync(20)
  ask()
  await vi.advanceTimersByTimeAsync(300)
  ask()
  await vi.advanceTimersByTimeAsync(20)
  expect(ranAt).toEqual([0, 100, 320])
})

test('a page that was hidden before its next frame goes on without it', async () => {
  const cancel = vi.fn()
  vi.stubGlobal('requestAnimationFrame', () => 7)
  vi.stubGlobal('cancelAnimationFrame', cancel)
  const { ranAt, ask } = setUp()
  ask()
  await vi.advanceTimersByTimeAsync(200)
  ask()
  await vi.advanceTimersByTimeAsync(200)
  expect(ranAt).toEqual([100, 300])
  expect(cancel.mock.calls).toEqual([[7], [7]])
})
