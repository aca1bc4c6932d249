/** The middle value; of an even number of them the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 ? half : half - 1], sorted[half]]
  return (low + high) / 2
}

/** To three significant digits, for figures that are read by people. */
export function round(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : value
}
