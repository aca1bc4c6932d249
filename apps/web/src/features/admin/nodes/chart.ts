export type Point = { at: number; value: number }

export type ChartBox = {
  width: number
  height: number
  /** The times at the left and the right edge. */
  from: number
  to: number
  /** The value at the upper edge; the lower edge is 0. */
  max: number
}

/** Samples further apart have a gap between them: the node was away. */
const widestStep = 60_000

/** The `d` of a line through the points, and of the area under it. Points outside of the box's times are left out. */
export function chartPaths(points: readonly Point[], box: ChartBox): { line: string; area: string } {
  const runs = runsOf(points.filter(({ at }) => at >= box.from && at <= box.to))
  const lines: string[] = []
  const areas: string[] = []
  for (const run of runs) {
    const places = run.map((point) => placeOf(point, box))
    const [first, last] = [places[0], places.at(-1)]
    if (!first || !last) continue
    // A lone sample is a short dash, or nobody would see it.
    const drawn = places.length > 1 ? places : [first, { ...first, x: first.x + 1 }]
    const line = drawn.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')
    lines.push(line)
    areas.push(`${line}L${round(drawn.at(-1)?.x ?? last.x)} ${box.height}L${round(first.x)} ${box.height}Z`)
  }
  return { line: lines.join(''), area: areas.join('') }
}

/** A round number at or above the highest value, so that the edge of the chart reads well: 1, 2, 5, 10, 20, 50 … */
export function niceMax(highest: number, atLeast: number): number {
  if (highest <= atLeast) return atLeast
  const magnitude = 10 ** Math.floor(Math.log10(highest))
  return ([1, 2, 5, 10].find((step) => step * magnitude >= highest) ?? 10) * magnitude
}

export function summaryOf(points: readonly Point[]): { last: number; lowest: number; highest: number } | null {
  const last = points.at(-1)
  if (!last) return null
  const values = points.map(({ value }) => value)
  return { last: last.value, lowest: Math.min(...values), highest: Math.max(...values) }
}

function runsOf(points: readonly Point[]): Point[][] {
  const runs: Point[][] = []
  for (const point of points) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (run && before && point.at - before.at <= widestStep) run.push(point)
    else runs.push([point])
  }
  return runs
}

function placeOf({ at, value }: Point, { width, height, from, to, max }: ChartBox): { x: number; y: number } {
  return { x: ((at - from) / (to - from)) * width, y: height - (Math.min(value, max) / max) * height }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
