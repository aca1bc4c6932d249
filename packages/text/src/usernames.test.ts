import { describe, expect, test } from 'vitest'
import { isReservedUsername, isUsername } from './usernames.ts'

describe('usernames', () => {
  test.each(['ann', 'a1', '1a', 'ann.lee', 'ann_', 'ann-', 'a'.repeat(32)])('%s is one', (name) => {
    expect(isUsername(name)).toBe(true)
  })

  test.each(['', 'a', 'Ann', '.ann', '_ann', '-ann', 'ann.', 'an n', 'änn', 'ann\n', 'a'.repeat(33)])(
    '%j is none',
    (name) => {
      expect(isUsername(name)).toBe(false)
    },
  )

  test.each(['all', 'here', 'everyone', 'system'])('nobody may be called %s', (name) => {
    expect(isUsername(name)).toBe(false)
    expect(isReservedUsername(name.toUpperCase())).toBe(true)
  })
})
