/** Chance that comes out the same for the same seed, on every machine. */
export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  /** One of a list that isn't empty. */
  pick<T>(list: readonly T[]): T
  /** A few of a list, each at most once, in no order. */
  some<T>(list: readonly T[], count: number): T[]
  /** A wait with this mean: mostly short, sometimes long. */
  wait(mean: number): number
  /** A UUID of version 7, born at `at` (ms). */
  uuid(at: number): string
  /** A stream of its own, so that one part's draws don't shift another's. */
  fork(name: string): Random
}

export function createRandom(seed: string): Random {
  const next = generator(hash(seed))
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const hex = (digits: number) =>
    Math.floor(next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(list) {
      const [first] = list
      if (first === undefined) throw new Error('There is nothing to pick from.')
      return list[int(0, list.length - 1)] ?? first
    },
    some(list, count) {
      const rest = [...list]
      for (let i = 0; i < Math.min(count, rest.length); i++) swap(rest, i, int(i, rest.length - 1))
      return rest.slice(0, count)
    },
    wait: (mean) => -Math.log(1 - next()) * mean,
    uuid(at) {
      const time = at.toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${'89ab'[int(0, 3)]}${hex(3)}-${hex(6)}${hex(6)}`
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  }
}

function swap(list: unknown[], i: number, j: number): void {
  const a = list[i]
  list[i] = list[j]
  list[j] = a
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return value >>> 0
}

/** mulberry32. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
