import type { Client } from 'graphql-ws'
import { beforeEach, expect, test, vi } from 'vitest'
import { createStore } from '../lib/store.ts'
import { followHome } from './follow-home.ts'
import { createHomes } from './homes.ts'
import type { Lines } from './lines.ts'
import type { Socket } from './socket.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

const a = '/n/a/graphql'
const b = '/n/b/graphql'

/** Lines that open and close as the test says, and what is followed on which. */
function scene(open: readonly string[], { lastOpened = Number.NEGATIVE_INFINITY } = {}) {
  const lines = new Map<string, Socket & { path: string }>()
  const followed = new Map<string, () => void>()
  const ended: string[] = []
  let home = a
  let asked = 0

  function at(path: string) {
    const known = lines.get(path)
    if (known) return known
    const client = { path } as unknown as Client
    const line = { path, client, isOpen: createStore(open.includes(path)), retryNow: () => {}, dispose: () => {} }
    lines.set(path, line)
    return line
  }
  const main = at('/graphql')
  const all: Lines = {
    main,
    at,
    waitBefore: (line) => (line === main || line.isOpen.get() ? 0 : Math.max(0, lastOpened + 500 - Date.now())),
    retryNow: () => {},
    dispose: () => {},
  }
  const homes = createHomes(async () => {
    asked += 1
    return home
  })
  homes.set('r', a)
  const stop = followHome({
    lines: all,
    homes,
    roomId: 'r',
    subscribe: (client, onEnd) => {
      const { path } = client as unknown as { path: string }
      expect([...followed.keys()]).not.toContain(path)
      followed.set(path, onEnd)
      return () => void followed.delete(path)
    },
    onEnd: () => ended.push('all'),
  })
  return {
    stop,
    ended,
    followed: () => [...followed.keys()],
    asked: () => asked,
    setOpen: (path: string, isOpen: boolean) =>
      (at(path).isOpen as ReturnType<typeof createStore<boolean>>).set(isOpen),
    /** As a signal says it, unless nobody hears it. */
    moveTo: (path: string, isHeard = true) => {
      home = path
      if (isHeard) homes.set('r', path)
    },
    refuse: (path: string) => {
      const onEnd = followed.get(path)
      followed.delete(path)
      onEnd?.()
    },
  }
}

test('a room is followed at its home, and at nothing else', async () => {
  const { followed, asked } = scene(['/graphql', a])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(followed()).toEqual([a])
  expect(asked()).toBe(0)
})

test('a room that moves is followed at the new home before it is left at the old one', async () => {
  const { followed, moveTo, setOpen } = scene(['/graphql', a])
  moveTo(b)
  expect(followed()).toEqual([a, b])
  await vi.advanceTimersByTimeAsync(500)
  setOpen(b, true)
  await vi.advanceTimersByTimeAsync(1000)
  expect(followed()).toEqual([a, b])
  await vi.advanceTimersByTimeAsync(1500)
  expect(followed()).toEqual([b])
})

test('while home is away another node tells, until home is back for a while', async () => {
  const { followed, setOpen } = scene(['/graphql', a])
  setOpen(a, false)
  await vi.advanceTimersByTimeAsync(1100)
  expect(followed()).toEqual([a, '/graphql'])
  setOpen(a, true)
  await vi.advanceTimersByTimeAsync(2500)
  expect(followed()).toEqual([a])
})

test('after a lost line the home is asked for, since nobody heard whether the room moved', async () => {
  const { followed, setOpen, moveTo, asked } = scene(['/graphql', a, b])
  setOpen('/graphql', false)
  moveTo(b, false)
  setOpen('/graphql', true)
  await vi.advanceTimersByTimeAsync(7000)
  expect(asked()).toBe(1)
  expect(followed()).toEqual([b])
})

test('a node that refuses the room does not end it while another tells it', async () => {
  const { followed, refuse, moveTo, ended } = scene(['/graphql', a, b])
  moveTo(b)
  refuse(b)
  expect(followed()).toEqual([a])
  await vi.advanceTimersByTimeAsync(600)
  expect(followed()).toEqual([a, b])
  expect(ended).toEqual([])
  refuse(b)
  refuse(a)
  expect(ended).toEqual(['all'])
})

test('who flips through rooms waits a moment for each new line, and opens none that was left by then', async () => {
  const quick = scene(['/graphql'], { lastOpened: Date.now() - 100 })
  expect(quick.followed()).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  quick.stop()
  await vi.advanceTimersByTimeAsync(2000)
  expect(quick.followed()).toEqual([])

  const patient = scene(['/graphql'], { lastOpened: Date.now() - 100 })
  await vi.advanceTimersByTimeAsync(450)
  expect(patient.followed()).toEqual([a])
})
