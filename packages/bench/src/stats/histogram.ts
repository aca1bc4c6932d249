const perOctave = 64

/** Counts durations in buckets that are 1.1 % wide, so that millions of them cost no memory. Milliseconds. */
export class Histogram {
  readonly #buckets = new Float64Array(perOctave * 40)
  #count = 0

  add(ms: number): void {
    const microseconds = Math.max(1, ms * 1000)
    const bucket = Math.min(this.#buckets.length - 1, Math.floor(Math.log2(microseconds) * perOctave))
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1
    this.#count++
  }

  get count(): number {
    return this.#count
  }

  /** The duration that a share (0 to 1) of all don't exceed, in milliseconds; NaN when there are none. */
  quantile(share: number): number {
    let left = share * this.#count
    for (const [bucket, count] of this.#buckets.entries()) {
      left -= count
      if (left <= 0 && this.#count > 0) return 2 ** ((bucket + 0.5) / perOctave) / 1000
    }
    return Number.NaN
  }
}
