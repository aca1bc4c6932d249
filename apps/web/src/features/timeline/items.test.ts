import { expect, test } from 'vitest'
import type { Unsent } from '../../graphql/outbox-storage.ts'
import { buildItems } from './items.ts'
import { buildRows, isPrepended } from './rows.ts'
import type { Entry } from './window.ts'

const start = new Date(2026, 10, 22, 10, 0).getTime()
const entry = (seq: number, minutes: number, authorId = 'ana'): Entry => ({
  id: `m${seq}`,
  seq,
  clientId: `c${seq}`,
  authorId,
  createdAt: new Date(start + minutes * 60_000).toISOString(),
})
const unsent = (clientId: string, problem: string | null = null): Unsent => ({
  clientId,
  roomId: 'r',
  rootId: null,
  text: 'hi',
  createdAt: start,
  problem,
})
const build = (entries: Entry[], options: Partial<Parameters<typeof buildItems>[0]> = {}) =>
  buildItems({ entries, unsent: [], viewerId: 'ana', readSeq: null, ...options })
const shape = (items: ReturnType<typeof build>) =>
  items.map((item) => ('isFirst' in item ? `${item.kind}${item.isFirst ? '+' : ''}` : item.kind))

test('messages of one author within five minutes stand together', () => {
  const items = build([entry(1, 0), entry(2, 4), entry(3, 6), entry(4, 6, 'ben')])
  expect(shape(items)).toEqual(['day', 'acknowledged+', 'acknowledged', 'acknowledged+', 'acknowledged+'])
})

test('each day has a line, and begins a group', () => {
  expect(shape(build([entry(1, 0), entry(2, 24 * 60)]))).toEqual(['day', 'acknowledged+', 'day', 'acknowledged+'])
})

test('the New line stands before the first message of somebody else after what was read', () => {
  const items = build([entry(1, 0, 'ben'), entry(2, 1), entry(3, 1, 'ben'), entry(4, 1, 'ben')], { readSeq: 1 })
  expect(shape(items)).toEqual(['day', 'acknowledged+', 'acknowledged+', 'unread', 'acknowledged+', 'acknowledged'])
})

test('what is unsent stands at the end, and is one row with its acknowledgement', () => {
  const items = build([entry(1, 0)], { unsent: [unsent('c1'), unsent('c2'), unsent('c3', 'Too long.')] })
  expect(shape(items)).toEqual(['day', 'acknowledged+', 'pending', 'failed'])
  expect(items.at(2)?.key).toBe(build([entry(1, 0), entry(2, 0)]).at(2)?.key)
})

test('a prepended page is told from an appended one and from a jump', () => {
  const rows = (seqs: number[]) => {
    const entries = seqs.map((seq) => entry(seq, seq))
    return buildRows({ roomId: 'r', entries, hasOlder: true, hasNewer: false }, build(entries))
  }
  expect(isPrepended(rows([5, 6]), rows([3, 4, 5, 6]))).toBe(true)
  expect(isPrepended(rows([5, 6]), rows([5, 6, 7]))).toBe(false)
  expect(isPrepended(rows([5, 6]), rows([1, 2, 3]))).toBe(false)
})
