import { setTimeout as delay } from 'node:timers/promises'
import { seededRandom } from '@parley/realtime/testing'

/** Choices that are the same for the same seed. */
export type Random = {
  /** In [0, 1). */
  next(): number
  /** A whole number from 0 to below `count`. */
  below(count: number): number
  oneOf<T>(all: readonly T[]): T
  shuffled<T>(all: readonly T[]): T[]
}

export function createRandom(seed: number): Random {
  const next = seededRandom(seed)
  const below = (count: number) => Math.floor(next() * count)
  return {
    next,
    below,
    oneOf: (all) => all[below(all.length)] as (typeof all)[number],
    shuffled(all) {
      const left = [...all]
      return all.map(() => left.splice(below(left.length), 1)[0] as (typeof all)[number])
    },
  }
}

/** What a client waits before it tries again: short, spread, longer each time. */
export function backOff(tries: number): Promise<void> {
  return delay(Math.min(1_000, 40 * 2 ** tries) * (0.5 + Math.random() / 2))
}
