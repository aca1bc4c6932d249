import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Sequence } from './sequence.ts'

type Step =
  | { kind: 'live'; from: number; count: number }
  | { kind: 'read'; limit: number }
  | { kind: 'older'; count: number }
  | { kind: 'trim'; count: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('live'), from: fc.nat(40), count: fc.integer({ min: 1, max: 5 }) }),
  },
  fc.record({ kind: fc.constant('read'), limit: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ kind: fc.constant('older'), count: fc.nat(20) }),
  fc.record({ kind: fc.constant('trim'), count: fc.nat(10) }),
)

function numbered(from: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({ seq: from + index }))
}

test('whatever comes in whatever order, the run grows by each event once, in order, without gaps', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.array(step, { maxLength: 60 }), (start, steps) => {
      const sequence = new Sequence<{ seq: number }>()
      sequence.restart({ epoch: 'e', head: start })
      const grown: number[] = []
      let highest = start
      for (const now of steps) {
        const before = sequence.head
        if (now.kind === 'live') {
          const events = numbered(now.from + 1, now.count)
          grown.push(...sequence.offer(events).map((event) => event.seq))
          highest = Math.max(highest, now.from + now.count)
        } else if (now.kind === 'read') {
          grown.push(...sequence.offer(numbered(before + 1, now.limit)).map((event) => event.seq))
          highest = Math.max(highest, before + now.limit)
          expect(sequence.head).toBeGreaterThanOrEqual(before + now.limit)
        } else if (now.kind === 'older') {
          const tail = sequence.tail
          const from = Math.max(0, tail - now.count)
          sequence.extend(numbered(from + 1, tail - from + 2))
          expect(sequence.tail).toBe(from)
        } else {
          sequence.trim(now.count)
        }
        expect(sequence.isBehind).toBe(highest > sequence.head)
        const memory = sequence.since(sequence.tail) ?? []
        expect(memory.map((event) => event.seq)).toEqual(
          numbered(sequence.tail + 1, sequence.head - sequence.tail).map((event) => event.seq),
        )
      }
      expect(grown).toEqual(numbered(start + 1, sequence.head - start).map((event) => event.seq))
    }),
    { numRuns: 2_000 },
  )
})

test('it remembers from any number that it can, and says when it can not', () => {
  const sequence = new Sequence<{ seq: number }>()
  sequence.restart({ epoch: 'e', head: 10 })
  sequence.offer(numbered(11, 5))
  expect(sequence.since(12)).toEqual(numbered(13, 3))
  expect(sequence.since(12, 14)).toEqual(numbered(13, 2))
  expect(sequence.since(15)).toEqual([])
  expect(sequence.since(9)).toBeUndefined()
  expect(sequence.since(16)).toBeUndefined()
})

test('events far ahead are not kept without bound, and still are known to be missing', () => {
  const sequence = new Sequence<{ seq: number }>()
  sequence.offer(numbered(2, Sequence.maxEarly + 500))
  expect(sequence.offer(numbered(1, 1))).toHaveLength(Sequence.maxEarly + 1)
  expect(sequence.isBehind).toBe(true)
})
