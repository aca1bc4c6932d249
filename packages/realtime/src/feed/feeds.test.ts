import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { at, setUp, tick } from '../../test/feed-setup.ts'
import type { TestEvent } from '../../test/memory-log.ts'
import { createMemoryBroker } from '../broker/memory-broker.ts'
import { isReset, type Reset } from './log.ts'
import { UnknownStreamError } from './log-follower.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a subscriber', () => {
  test('gets what is past its cursor, then what comes', async () => {
    const { commit, follow, log } = setUp()
    log.commit('s', 5)
    const anna = await follow({ after: at(2) })
    await commit()
    await tick()
    expect(anna.seen).toEqual([3, 4, 5, 6])
  })

  test('without a cursor gets what comes from now on', async () => {
    const { commit, follow, log } = setUp()
    log.commit('s', 5)
    const anna = await follow()
    await commit(2)
    await tick()
    expect(anna.seen).toEqual([6, 7])
    expect(log.reads).toEqual([])
  })

  test('gets what comes in one tick as one batch, and the same array as the others', async () => {
    const { commit, follow } = setUp()
    const [anna, ben] = [await follow(), await follow()]
    await commit(2)
    await commit(1)
    await tick()
    expect(anna.batches.map((batch) => batch.length)).toEqual([3])
    expect(ben.batches[0]).toBe(anna.batches[0])
  })

  test('gets events once and in order when publications are doubled and swapped, without a read', async () => {
    const { broker, follow, log } = setUp()
    const anna = await follow()
    const [one, two, three] = [log.commit('s'), log.commit('s'), log.commit('s')]
    for (const publication of [two, two, one, three, one]) await broker.publish('events:s', publication)
    await vi.advanceTimersByTimeAsync(500)
    expect(anna.seen).toEqual([1, 2, 3])
    expect(log.reads).toEqual([])
  })

  test('gets a lost event from the log as soon as a later one comes', async () => {
    const { commit, follow, log } = setUp()
    const anna = await follow()
    log.commit('s', 2)
    await commit()
    await vi.advanceTimersByTimeAsync(30)
    expect(anna.seen).toEqual([1, 2, 3])
    expect(log.reads).toHaveLength(1)
  })

  test('gets a lost event at the latest after the sweep, which is one query for all streams', async () => {
    const { follow, log } = setUp()
    const streams = ['s', 't', 'u', 'v']
    for (const stream of streams.slice(1)) log.create(stream)
    const followers = await Promise.all(streams.map((stream) => follow({ stream })))
    const before = log.headQueries
    for (const stream of streams) log.commit(stream)
    await vi.advanceTimersByTimeAsync(1_050)
    for (const follower of followers) expect(follower.seen).toEqual([1])
    expect(log.headQueries - before).toBe(1)
  })

  test('gets what was lost while nobody followed after the sweep, which asks for no stream without a follower', async () => {
    const { follow, log } = setUp()
    const anna = await follow()
    anna.unsubscribe()
    log.commit('s')
    const before = log.headQueries
    await vi.advanceTimersByTimeAsync(3_000)
    expect(log.headQueries).toBe(before)
    const ben = await follow({ after: at(0) })
    await vi.advanceTimersByTimeAsync(1_050)
    expect(ben.seen).toEqual([1])
  })

  test('gets nothing more once it has unsubscribed, even in the middle of a batch or of a read', async () => {
    const { commit, follow, log, feeds } = setUp()
    log.commit('s', 30)
    const anna = await follow({ onEvents: () => ben.unsubscribe() })
    const ben = await follow()
    await commit()
    await tick()
    expect(ben.seen).toEqual([])
    anna.unsubscribe()
    const { promise, resolve } = Promise.withResolvers<void>()
    log.pause = () => promise
    const leaving = new AbortController()
    const clara = follow({ after: at(5), signal: leaving.signal })
    await tick()
    leaving.abort()
    resolve()
    expect((await clara).seen).toEqual([])
    expect(feeds.stats()).toMatchObject({ streams: 1, subscribers: 0 })
  })

  test('whose handler throws ends, and the others go on', async () => {
    const { commit, follow, errors } = setUp()
    const ended: string[] = []
    await follow({
      onEvents: () => {
        throw new Error('expected: a handler')
      },
      onEnd: (reason) => ended.push(reason),
    })
    const ben = await follow()
    await commit()
    await commit()
    await tick()
    expect(ended).toEqual(['failed'])
    expect(ben.seen).toEqual([1, 2])
    expect(errors).toHaveLength(1)
  })
})

describe('a reset', () => {
  test('comes for another epoch, a cursor past the end and a long absence; then all that follows', async () => {
    const { commit, follow, log } = setUp()
    log.commit('s', 60)
    const followers = [
      await follow({ after: at(3, 'e0') }),
      await follow({ after: at(99) }),
      await follow({ after: at(9) }),
    ]
    await commit()
    await tick()
    expect(followers.map((follower) => follower.seen)).toEqual([
      ['epoch e1:60', 61],
      ['ahead e1:60', 61],
      ['backlog e1:60', 61],
    ])
  })

  test('comes to all who are live when the log was restored', async () => {
    const { commit, follow, log } = setUp()
    log.commit('s', 9)
    const anna = await follow({ after: at(8) })
    log.restore('s', 'e2', 4)
    await vi.advanceTimersByTimeAsync(1_050)
    await commit()
    await tick()
    expect(anna.seen).toEqual([9, 'epoch e2:4', 5])
  })

  test('comes as soon as something of another epoch is heard', async () => {
    const { commit, follow, log } = setUp()
    log.commit('s', 9)
    const anna = await follow({ after: at(9) })
    log.restore('s', 'e2', 4)
    await commit()
    await vi.advanceTimersByTimeAsync(30)
    expect(anna.seen).toEqual(['epoch e2:5'])
  })

  test('comes when the log turns out to be another one while older events are read', async () => {
    const { follow, log } = setUp()
    log.commit('s', 40)
    const anna = await follow()
    log.restore('s', 'e2', 10)
    log.commit('s', 30)
    const ben = await follow({ after: at(5) })
    expect([anna.seen, ben.seen]).toEqual([['epoch e2:40'], ['epoch e2:40']])
  })

  test('comes when the process slept through too much', async () => {
    const { follow, log } = setUp()
    const anna = await follow()
    log.commit('s', 51)
    await vi.advanceTimersByTimeAsync(1_050)
    expect(anna.seen).toEqual(['backlog e1:51'])
  })

  test('comes when the log does not reach back so far any more', async () => {
    const { follow, log } = setUp()
    log.commit('s', 40)
    const read = log.read.bind(log)
    log.read = async (stream, after, limit) => {
      const page = await read(stream, after, limit)
      return { ...page, events: page.events.filter((event) => event.seq > 20) }
    }
    const [anna, ben] = [await follow({ after: at(10) }), await follow({ after: at(20) })]
    expect(anna.seen).toEqual(['trimmed e1:40'])
    expect(ben.seen[0]).toBe(21)
  })

  test('does not come for a cursor from a node that heard more than this one: the log is asked first', async () => {
    const { follow, log } = setUp()
    await follow()
    log.commit('s', 3)
    const anna = await follow({ after: at(2) })
    await tick()
    expect(anna.seen).toEqual([3])
  })
})

describe('a storm of returning subscribers', () => {
  test('costs one read per stream, and nothing when the ring is warm', async () => {
    const { follow, log } = setUp({ ringSize: 64, maxBacklog: 100, sweepMs: 1e6 })
    const streams = ['s', 't', 'u', 'v']
    for (const stream of streams.slice(1)) log.create(stream)
    for (const stream of streams) log.commit(stream, 100)
    const storm = () =>
      Promise.all(
        Array.from({ length: 2_000 }, (_, index) =>
          follow({ stream: streams[index % 4] ?? 's', after: at(100 - ((index * 7) % 60)) }),
        ),
      )
    const followers = await storm()
    expect(log.reads).toHaveLength(4)
    expect(log.headQueries).toBe(0)
    for (const [index, { seen }] of followers.entries()) {
      expect(seen).toEqual(Array.from({ length: (index * 7) % 60 }, (_, n) => 100 - ((index * 7) % 60) + n + 1))
    }
    for (const follower of followers) follower.unsubscribe()
    await storm()
    expect(log.reads).toHaveLength(4)
  })

  test('finds what was read for one of them, though new things happen meanwhile', async () => {
    const { commit, follow, log } = setUp()
    log.commit('s', 40)
    await follow({ after: at(5) })
    await commit()
    await tick()
    const ben = await follow({ after: at(5) })
    expect(ben.seen).toHaveLength(36)
    expect(log.reads).toHaveLength(1)
  })

  test('shares one array among those with the same cursor', async () => {
    const { follow, log } = setUp()
    log.commit('s', 10)
    const [anna, ben] = [await follow({ after: at(5) }), await follow({ after: at(5) })]
    expect(ben.batches[0]).toBe(anna.batches[0])
  })
})

describe('faults', () => {
  test('a log that can not be read is read again later; a new subscriber is told', async () => {
    const { commit, follow, log, errors, feeds } = setUp()
    const anna = await follow()
    log.isBroken = true
    log.commit('s')
    await commit()
    await vi.advanceTimersByTimeAsync(1_500)
    expect(errors.length).toBeGreaterThan(2)
    expect(errors.length).toBeLessThan(10)
    await expect(
      Promise.all([
        feeds.subscribe('t', { onEvents: () => undefined, onReset: () => undefined, onEnd: () => undefined }),
        tick(),
      ]),
    ).rejects.toThrow('broken')
    log.isBroken = false
    await vi.advanceTimersByTimeAsync(300)
    expect(anna.seen).toEqual([1, 2])
  })

  test('a broker that is away delays a subscriber by little: the sweep has to do', async () => {
    const { broker, follow, log } = setUp()
    broker.subscribe = () => new Promise(() => undefined)
    const following = follow()
    await vi.advanceTimersByTimeAsync(1_000)
    const anna = await following
    log.commit('s')
    await vi.advanceTimersByTimeAsync(1_100)
    expect(anna.seen).toEqual([1])
  })

  test('a broker that came back is followed by a sweep at once', async () => {
    let reconnected = () => undefined as void
    const broker = createMemoryBroker()
    const { follow, log } = setUp({
      broker: {
        ...broker,
        onReconnect(listener) {
          reconnected = listener
          return () => undefined
        },
      },
    })
    const anna = await follow()
    log.commit('s')
    reconnected()
    await vi.advanceTimersByTimeAsync(50)
    expect(anna.seen).toEqual([1])
  })

  test('what is published but never written is given up, told of, and not waited for', async () => {
    const { broker, commit, follow, errors } = setUp()
    const anna = await follow()
    await broker.publish('events:s', { epoch: 'e1', events: [{ seq: 5, text: 'never' }] })
    await broker.publish('events:s', { rubbish: true })
    await vi.advanceTimersByTimeAsync(900)
    await commit()
    await tick()
    expect(anna.seen).toEqual([1])
    expect(errors).toHaveLength(2)
  })

  test('a stream that is not there is refused; one that goes away ends', async () => {
    const { feeds, follow, log } = setUp()
    const handlers = { onEvents: () => undefined, onReset: () => undefined, onEnd: () => undefined }
    for (const after of [undefined, at(1)]) {
      const subscribed = feeds.subscribe('nowhere', { ...handlers, after })
      await expect(Promise.all([subscribed, tick()])).rejects.toThrow(UnknownStreamError)
    }
    const anna = await follow()
    log.drop('s')
    await vi.advanceTimersByTimeAsync(1_050)
    expect(anna.seen).toEqual(['gone'])
    expect(feeds.stats()).toMatchObject({ streams: 0, subscribers: 0 })
  })
})

describe('what is outdated', () => {
  test('can be taken out of what is remembered, before anybody else gets it', async () => {
    const { commit, follow } = setUp({
      outdates(event, remembered) {
        if (event.seq !== 3) return
        for (const old of remembered) if (old.seq === 1) Object.assign(old, { text: '' })
      },
    })
    const anna = await follow()
    await commit(2)
    await tick()
    await commit()
    await tick()
    const ben = await follow({ after: at(0) })
    expect(anna.seen).toEqual([1, 2, 3])
    expect(ben.batches.flat().map((event) => event.text)).toEqual(['', 'e1:2', 'e1:3'])
  })

  test('a fault in taking it out is told of and loses nothing', async () => {
    const { commit, errors, follow } = setUp({
      outdates: () => {
        throw new Error('expected: outdates')
      },
    })
    const anna = await follow()
    await commit(2)
    await tick()
    expect(anna.seen).toEqual([1, 2])
    expect(errors).toHaveLength(1)
  })
})

describe('life and end', () => {
  test('a feed lingers after its last subscriber, then gives its subscription back', async () => {
    const { broker, commit, feeds, follow, log } = setUp()
    let live = 0
    const subscribe = broker.subscribe.bind(broker)
    broker.subscribe = async (topic, listener) => {
      const unsubscribe = await subscribe(topic, listener)
      live++
      return () => {
        live--
        unsubscribe()
      }
    }
    const anna = await follow()
    anna.unsubscribe()
    await vi.advanceTimersByTimeAsync(9_000)
    await commit()
    const back = await follow({ after: at(0) })
    expect(back.seen).toEqual([1])
    expect(log.reads).toEqual([])
    back.unsubscribe()
    await vi.advanceTimersByTimeAsync(10_100)
    expect(live).toBe(0)
    expect(feeds.stats()).toMatchObject({ streams: 0, subscribers: 0 })
  })

  test('closing ends everybody, and later ones at once', async () => {
    const { feeds, follow } = setUp()
    const anna = await follow()
    feeds.close()
    expect(anna.seen).toEqual(['closed'])
    expect((await follow()).seen).toEqual(['closed'])
  })
})

describe('the pull side', () => {
  test('yields events and resets, and ends with the subscription', async () => {
    const { commit, feeds, log } = setUp()
    log.commit('s', 3)
    const reader = feeds.follow('s', { after: at(9, 'e0') })
    const got: (TestEvent | Reset)[] = []
    const reading = (async () => {
      for await (const item of reader) got.push(item)
    })()
    await tick()
    await commit(2)
    await tick()
    feeds.close()
    await reading
    expect(got.map((item) => (isReset(item) ? item.reason : item.seq))).toEqual(['epoch', 4, 5])
  })

  test('a reader that falls behind comes back to the log: nothing is lost and memory is bounded', async () => {
    const { commit, feeds } = setUp({ maxBacklog: 1_000 })
    const reader = feeds.follow('s', { maxBuffered: 10 })
    const first = reader.next()
    await tick()
    for (let round = 0; round < 30; round++) {
      await commit(5)
      await tick()
    }
    const seen = [(await first).value]
    while (seen.length < 150) {
      const next = reader.next()
      await vi.advanceTimersByTimeAsync(50)
      seen.push((await next).value)
    }
    expect(seen.map((item) => item && !isReset(item) && item.seq)).toEqual(Array.from({ length: 150 }, (_, n) => n + 1))
    await reader.return()
    expect(feeds.stats().subscribers).toBe(0)
  })

  test('stops when told, also while it waits', async () => {
    const { feeds } = setUp()
    const leaving = new AbortController()
    const waiting = feeds.follow('s', { signal: leaving.signal }).next()
    await tick()
    leaving.abort()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await feeds.follow('s', { signal: leaving.signal }).next()).toEqual({ done: true, value: undefined })
    expect(feeds.stats().subscribers).toBe(0)
  })

  test('throws what went wrong', async () => {
    const { feeds } = setUp()
    await expect(Promise.all([feeds.follow('nowhere').next(), tick()])).rejects.toThrow(UnknownStreamError)
  })
})
