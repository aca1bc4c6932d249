import { expect, test } from 'vitest'
import { Histogram } from './histogram.ts'
import { median, round } from './summary.ts'

test('quantiles are within two per cent', () => {
  const histogram = new Histogram()
  for (let ms = 1; ms <= 1000; ms++) histogram.add(ms)
  expect(histogram.count).toBe(1000)
  expect(Math.abs(histogram.quantile(0.5) / 500 - 1)).toBeLessThan(0.02)
  expect(Math.abs(histogram.quantile(0.99) / 990 - 1)).toBeLessThan(0.02)
})

test('nothing measured has no quantile and no median', () => {
  expect(new Histogram().quantile(0.5)).toBeNaN()
  expect(median([])).toBeNaN()
})

test('the median of an odd and of an even number of values', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

test('figures keep three digits', () => {
  expect([round(1234.5), round(0.123456), round(9.876)]).toEqual([1230, 0.123, 9.88])
})
