import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chartPaths, niceMax, summaryOf } from './chart.ts'

const box = { width: 100, height: 20, from: 0, to: 100_000, max: 10 }

test('a line goes through its points, left to right, the highest value at the upper edge', () => {
  const points = [
    { at: 0, value: 0 },
    { at: 50_000, value: 10 },
    { at: 100_000, value: 5 },
  ]
  expect(chartPaths(points, box)).toEqual({
    line: 'M0 20L50 0L100 10',
    area: 'M0 20L50 0L100 10L100 20L0 20Z',
  })
})

test('while the node was away there is no line', () => {
  const wide = { ...box, to: 1_000_000 }
  const at = (time: number) => ({ at: time, value: 5 })
  const { line } = chartPaths([at(0), at(30_000), at(500_000), at(530_000)], wide)
  expect(line.match(/M/gu)).toHaveLength(2)
})

test('a lone sample is seen, and no samples draw nothing', () => {
  expect(chartPaths([{ at: 50_000, value: 5 }], box).line).toBe('M50 10L51 10')
  expect(chartPaths([], box)).toEqual({ line: '', area: '' })
  expect(summaryOf([])).toBeNull()
})

test('what is older than the box is left out, what is higher stays inside', () => {
  const points = [
    { at: -1, value: 1 },
    { at: 50_000, value: 99 },
  ]
  expect(chartPaths(points, box).line).toBe('M50 0L51 0')
})

test('the upper edge is round, not below the highest value, and not more than 2.5 times as high', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e12, noNaN: true }), (highest) => {
      const max = niceMax(highest, 0)
      expect(max).toBeGreaterThanOrEqual(highest * 0.999)
      expect(max).toBeLessThanOrEqual(highest * 2.501)
    }),
  )
  expect(niceMax(3, 10)).toBe(10)
  expect(niceMax(37, 10)).toBe(50)
})
