import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { at, setUp, tick } from '../../test/feed-setup.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Event number `revokedAt` ends Ben's right to read. */
function setUpRights(revokedAt: number, mayRead?: (who: unknown) => boolean) {
  return setUp({
    rights: {
      revokes: (event) => (event.seq === revokedAt ? (who) => who === 'ben' : undefined),
      ...(mayRead && { mayRead: async (who) => mayRead(who) }),
    },
  })
}

test.each([{ isInCrowd: false }, { isInCrowd: true }])(
  'nothing past the event that ends the right to read is delivered live, not even in the same batch',
  async (way) => {
    const { commit, follow } = setUpRights(2)
    const [anna, ben] = [await follow({ who: 'anna', ...way }), await follow({ who: 'ben', ...way })]
    await commit(3)
    await commit()
    await tick()
    expect(anna.seen).toEqual([1, 2, 3, 4])
    expect(ben.seen).toEqual([1, 2, 'revoked'])
  },
)

test('nor is it delivered while catching up', async () => {
  const { log, follow } = setUpRights(20)
  log.commit('s', 30)
  const ben = await follow({ who: 'ben', after: at(18) })
  expect(ben.seen).toEqual([19, 20, 'revoked'])
})

test('who was let in after that event reads over it', async () => {
  const { log, follow } = setUpRights(20)
  log.commit('s', 30)
  const ben = await follow({ who: 'ben', after: at(18), allowedAt: 25 })
  expect(ben.seen).toHaveLength(12)
})

test('a start without cursor asks again, unless nothing came since the right was checked', async () => {
  const asked: unknown[] = []
  const { log, follow } = setUpRights(20, (who) => {
    asked.push(who)
    return who !== 'ben'
  })
  log.commit('s', 30)
  const [anna, ben, clara] = [
    await follow({ who: 'anna', allowedAt: 19 }),
    await follow({ who: 'ben', allowedAt: 19 }),
    await follow({ who: 'clara', allowedAt: 30 }),
  ]
  expect(asked).toEqual(['anna', 'ben'])
  expect([anna.seen, ben.seen, clara.seen]).toEqual([[], ['revoked'], []])
})

test('a revocation that comes while the right is being asked for is not overlooked', async () => {
  const answer = Promise.withResolvers<boolean>()
  const { commit, follow } = setUp({
    rights: {
      revokes: (event) => (event.seq === 2 ? (who) => who === 'ben' : undefined),
      mayRead: () => answer.promise,
    },
  })
  await commit()
  await follow({ allowedAt: 1 })
  const following = follow({ who: 'ben', allowedAt: 0 })
  await tick()
  await commit(2)
  await tick()
  answer.resolve(true)
  expect((await following).seen).toEqual([2, 'revoked'])
})

test.each([{ isBehind: false }, { isBehind: true }])(
  'who pulls slowly does not pull what came before for long either: behind %o',
  async ({ isBehind }) => {
    const { commit, feeds } = setUpRights(21)
    const reader = feeds.follow('s', { who: 'ben', maxBuffered: isBehind ? 10 : 100 })
    const first = reader.next()
    await tick()
    await commit(20)
    await tick()
    expect(await first).toMatchObject({ value: { seq: 1 } })
    await commit()
    await tick()
    expect(await reader.next()).toMatchObject({ value: { seq: 2 } })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await reader.next()).toMatchObject({ done: true })
    expect(feeds.stats().subscribers).toBe(0)
  },
)

test('a reset, which skips events, asks everybody again', async () => {
  const { log, follow } = setUpRights(-1, (who) => who !== 'ben')
  const [anna, ben] = [await follow({ who: 'anna', allowedAt: 0 }), await follow({ who: 'ben', allowedAt: 0 })]
  log.commit('s', 60)
  await vi.advanceTimersByTimeAsync(1_050)
  expect(anna.seen).toEqual(['backlog e1:60'])
  expect(ben.seen).toEqual(['revoked'])
})

test('when it can not be told who may read on, nobody reads on', async () => {
  const { commit, errors, follow } = setUp({
    rights: {
      revokes(event) {
        if (event.seq === 2) throw new Error('expected: a rule')
        return undefined
      },
    },
  })
  const anna = await follow()
  await commit(3)
  await tick()
  expect(anna.seen).toEqual([1, 2, 'revoked'])
  expect(errors).toHaveLength(1)
})
