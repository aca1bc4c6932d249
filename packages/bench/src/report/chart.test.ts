import { expect, test } from 'vitest'
import { barChart } from './chart.ts'

test('the longest bar has all the room, the others their share', () => {
  const svg = barChart({
    title: 'A < B',
    unit: 'µs',
    groups: [
      {
        label: 'g',
        bars: [
          { label: 'a', value: 10 },
          { label: 'b', value: 5, isOurs: true },
        ],
      },
    ],
  })
  const widths = [...svg.matchAll(/<rect[^>]* width="(\d+)"/g)].map(([, width]) => Number(width))
  expect(widths[0]).toBe((widths[1] ?? 0) * 2)
  expect(svg).toContain('A &lt; B')
  expect(svg).toContain('class="bar ours"')
})
