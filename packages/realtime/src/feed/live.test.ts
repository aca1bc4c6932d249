import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { at, setUp, tick } from '../../test/feed-setup.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a crowd is given what is new once, however many are in it; each catches up by itself', async () => {
  const { commit, follow, log, crowd } = setUp()
  log.commit('s', 3)
  const all = [await follow({ isInCrowd: true }), await follow({ isInCrowd: true, after: at(1) }), await follow()]
  await commit(2)
  await tick()
  expect(crowd.given).toBe(1)
  expect(all.map(({ seen }) => seen)).toEqual([
    [4, 5],
    [2, 3, 4, 5],
    [4, 5],
  ])
  expect(new Set(all.map(({ batches }) => batches.at(-1))).size).toBe(1)
})

test('who leaves a crowd gets nothing more', async () => {
  const { commit, follow, crowd } = setUp()
  const [anna, ben] = [await follow({ isInCrowd: true }), await follow({ isInCrowd: true })]
  await commit()
  await tick()
  anna.unsubscribe()
  await commit()
  await tick()
  ben.unsubscribe()
  await commit()
  await tick()
  expect([anna.seen, ben.seen]).toEqual([[1], [1, 2]])
  expect(crowd.given).toBe(2)
})

test('a reset reaches each of a crowd, and then what is past it', async () => {
  const { commit, follow, log } = setUp()
  const anna = await follow({ isInCrowd: true })
  await commit(2)
  await tick()
  log.restore('s', 'e2', 1)
  await commit()
  await vi.advanceTimersByTimeAsync(1_500)
  await commit()
  await tick()
  expect(anna.seen).toEqual([1, 2, 'epoch e2:2', 3])
})

test('a crowd that throws ends for all who are in it, and the others go on', async () => {
  const { commit, follow, crowd, errors } = setUp()
  const [anna, ben] = [await follow({ isInCrowd: true }), await follow()]
  vi.spyOn(crowd, 'next').mockImplementationOnce(() => {
    throw new Error('broken')
  })
  await commit()
  await tick()
  expect([anna.seen, ben.seen]).toEqual([['failed'], [1]])
  expect(errors).toEqual([new Error('broken')])
})
