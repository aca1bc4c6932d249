import { expect, test } from 'vitest'
import { isLastServing } from './status.ts'

const node = (id: string, status: 'ACTIVE' | 'DRAINED' | 'PENDING') => ({ id, status }) as const

test('the last node that serves is the only active one, whatever else there is', () => {
  const one = node('one', 'ACTIVE')
  expect(isLastServing(one, [one])).toBe(true)
  expect(isLastServing(one, [one, node('two', 'DRAINED'), node('three', 'PENDING')])).toBe(true)
  expect(isLastServing(one, [one, node('two', 'ACTIVE')])).toBe(false)
  expect(isLastServing(node('two', 'DRAINED'), [one])).toBe(false)
})
