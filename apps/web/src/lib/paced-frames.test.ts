import { expect, test, vi } from 'vitest'
import { pacedFrames } from './paced-frames.ts'

test('what comes alone is not kept waiting, and what follows waits for its time', async () => {
  vi.useFakeTimers()
  try {
    const frame = pacedFrames(100)
    const ranAt: number[] = []
    const start = performance.now()
    const run = () => ranAt.push(performance.now() - start)
    frame(run)
    await vi.advanceTimersByTimeAsync(20)
    frame(run)
    await vi.advanceTimersByTimeAsync(300)
    frame(run)
    await vi.advanceTimersByTimeAsync(20)
    expect(ranAt.map((at) => Math.floor(at / 10) * 10)).toEqual([0, 100, 320])
  } finally {
    vi.useRealTimers()
  }
})
