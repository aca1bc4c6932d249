import { expect, test } from 'vitest'
import { appendPage, type Entry, insertEntry, prependPage, type Window } from './window.ts'

const entry = (seq: number): Entry => ({
  id: `m${seq}`,
  seq,
  clientId: `c${seq}`,
  authorId: 'ana',
  createdAt: '2026-11-22T10:00:00Z',
})
const windowOf = (seqs: number[], edges: Partial<Window> = {}): Window => ({
  roomId: 'r',
  entries: seqs.map(entry),
  hasOlder: false,
  hasNewer: false,
  ...edges,
})
const seqs = (window: Window) => window.entries.map(({ seq }) => seq)

test('a message goes to its place by its number, whatever order events and answers come in', () => {
  const window = [5, 3, 4].reduce((so, seq) => insertEntry(so, entry(seq)), windowOf([1, 2]))
  expect(seqs(window)).toEqual([1, 2, 3, 4, 5])
})

test('a message that is there already changes nothing', () => {
  const window = windowOf([1, 2])
  expect(insertEntry(window, entry(2))).toBe(window)
})

test('a new message stays out of a window that is away from the live end', () => {
  const window = windowOf([1, 2], { hasNewer: true })
  expect(insertEntry(window, entry(9))).toBe(window)
})

test('a message older than what is loaded stays out, because what lies between is not known', () => {
  const window = windowOf([5, 6], { hasOlder: true })
  expect(insertEntry(window, entry(2))).toBe(window)
})

test('an older page joins without doubles', () => {
  const page = { entries: [1, 2, 3].map(entry), hasOlder: false, hasNewer: true }
  const window = prependPage(windowOf([3, 4], { hasOlder: true }), page, 3)
  expect(seqs(window)).toEqual([1, 2, 3, 4])
  expect(window).toMatchObject({ hasOlder: false, hasNewer: false })
})

test('a page that was asked for before a jump is ignored', () => {
  const jumped = windowOf([100], { hasOlder: true })
  expect(prependPage(jumped, { entries: [entry(1)], hasOlder: false, hasNewer: false }, 3)).toBe(jumped)
  expect(appendPage(jumped, { entries: [entry(4)], hasOlder: false, hasNewer: false }, 3)).toBe(jumped)
})

test('a newer page reaches the live end', () => {
  const page = { entries: [3, 4].map(entry), hasOlder: true, hasNewer: false }
  const window = appendPage(windowOf([1, 2], { hasNewer: true }), page, 2)
  expect(seqs(window)).toEqual([1, 2, 3, 4])
  expect(window.hasNewer).toBe(false)
})
