import { useServerNow } from '../clock.ts'

const minute = 60_000
const sizes = [5 * minute, 15 * minute, 30 * minute, 60 * minute] as const
const hour = 60 * minute

/** How much time the charts show, in milliseconds: an hour, or less of a cluster that is younger. A few sizes only, so that they don't creep. */
export function windowOf(age: number): number {
  return sizes.find((size) => age <= size) ?? hour
}

/** The times at both edges of the charts of a cluster that began at `since`. They move on by a step that can just be seen. */
export function useChartWindow(since: number): { from: number; to: number } {
  const size = windowOf(useServerNow(30_000) - since)
  const to = useServerNow(size / 120)
  return { from: to - size, to }
}

/** When the first of these nodes came. */
export function beginningOf(nodes: readonly { registeredAt: string }[]): number {
  return nodes.length === 0 ? 0 : Math.min(...nodes.map(({ registeredAt }) => Date.parse(registeredAt)))
}
