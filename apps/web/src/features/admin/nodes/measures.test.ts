import { expect, test } from 'vitest'
import { formatBytes, formatMilliseconds, formatPercent, formatRate } from './measures.ts'

test('measures are short, and exact where they are small', () => {
  expect([0, 0.26, 12.34, 1234].map(formatRate)).toEqual(['0', '0.3', '12.3', '1,234'])
  expect([0.42, 12.4, 1540].map(formatMilliseconds)).toEqual(['0.4 ms', '12 ms', '1.5 s'])
  expect([3.14, 64.2, 180].map(formatPercent)).toEqual(['3.1%', '64%', '180%'])
  expect([96e6, 1.44e9].map(formatBytes)).toEqual(['96 MB', '1.4 GB'])
})
