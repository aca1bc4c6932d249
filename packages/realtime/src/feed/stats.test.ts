import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { at, setUp, tick } from '../../test/feed-setup.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('who comes back is counted once: served from memory, from the log, or told to load afresh', async () => {
  const { feeds, follow, commit, log } = setUp()
  await follow()
  await commit(20)
  await tick()
  const counted = () => {
    const { resumed, resets } = feeds.stats()
    return { ...resumed, ...resets }
  }
  const none = { ring: 0, log: 0, epoch: 0, ahead: 0, backlog: 0, trimmed: 0 }
  expect(counted()).toEqual(none)
  await follow({ after: at(18) })
  await follow({ after: at(20) })
  expect(counted()).toEqual({ ...none, ring: 2 })
  await follow({ after: at(2) })
  expect(counted()).toEqual({ ...none, ring: 2, log: 1 })
  await follow({ after: at(1, 'another') })
  await follow({ after: at(99) })
  expect(counted()).toEqual({ ...none, ring: 2, log: 1, epoch: 1, ahead: 1 })
  log.commit('s', 60)
  await vi.advanceTimersByTimeAsync(1_500)
  // All who follow now have missed too much at once.
  expect(counted()).toEqual({ ...none, ring: 2, log: 1, epoch: 1, ahead: 1, backlog: 6 })
  expect(feeds.stats()).toMatchObject({ streams: 1, subscribers: 6, behind: 0 })
})
