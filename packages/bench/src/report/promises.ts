import type { BenchName, Result } from '../benches/bench.ts'

type Promised = { bench: BenchName; what: string; limit: string; path: string; isKept(value: number): boolean }

const atMost = (limit: number, unit = '') => ({
  limit: `at most ${limit}${unit}`,
  isKept: (value: number) => value <= limit,
})
const atLeast = (limit: number, unit = '') => ({
  limit: `at least ${limit}${unit}`,
  isKept: (value: number) => value >= limit,
})

const promises: Promised[] = [
  {
    bench: 'fanout',
    what: 'CPU per delivery, 1 in flight, against raw `ws`',
    path: 'cpuPerDeliveryVsRaw.1',
    ...atMost(1, ' ×'),
  },
  {
    bench: 'fanout',
    what: 'CPU per delivery, 8 in flight, against raw `ws`',
    path: 'cpuPerDeliveryVsRaw.8',
    ...atMost(0.6, ' ×'),
  },
  {
    bench: 'fanout',
    what: 'The stock stack’s CPU per delivery, 1 in flight',
    path: 'stockVsParley.1',
    ...atLeast(5, ' ×'),
  },
  {
    bench: 'fanout',
    what: 'The stock stack’s CPU per delivery, 8 in flight',
    path: 'stockVsParley.8',
    ...atLeast(5, ' ×'),
  },
  {
    bench: 'send',
    what: 'Sends acknowledged, 128 in flight, against the stock way',
    path: 'acknowledgedVsStock.128',
    ...atLeast(5, ' ×'),
  },
  {
    bench: 'send',
    what: 'p99 of a send, 1 in flight, against the stock way',
    path: 'p99VsStock.1',
    ...atMost(1, ' ×'),
  },
  {
    bench: 'reconnect',
    what: 'Database reads per room when 2,000 sockets come back',
    path: 'worstReadsPerRoom.half a second',
    ...atMost(1),
  },
  {
    bench: 'history',
    what: 'CPU for a page of a million messages, MySQL’s too, against a thousand',
    path: 'worstCostLargeVsSmall',
    ...atMost(1.2, ' ×'),
  },
  { bench: 'memory', what: 'Memory per idle socket with one feed', path: 'parleyKbPerSocket', ...atMost(30, ' KB') },
]

export type Outcome = { what: string; limit: string; measured: number; isKept: boolean }

/** What was promised of the figures that were measured, and what came out. */
export function outcomesOf(results: readonly Result[]): Outcome[] {
  return promises.flatMap(({ bench, what, limit, path, isKept }) => {
    const result = results.find(({ name }) => name === bench)
    if (!result) return []
    const measured = numberAt(result.ratios, path)
    return [{ what, limit, measured, isKept: isKept(measured) }]
  })
}

function numberAt(value: unknown, path: string): number {
  const found = path.split('.').reduce((place, key) => (place as Record<string, unknown> | undefined)?.[key], value)
  return typeof found === 'number' ? found : Number.NaN
}
