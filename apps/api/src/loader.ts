import type { Database } from '@parley/db'
import DataLoader from 'dataloader'

/** The loaders of one request (or of one event that is told): what was read once is not read again. */
export class Loaders {
  readonly #loaders = new Map<symbol, DataLoader<never, unknown>>()
  #primers: (() => void)[] = []

  get(name: symbol): DataLoader<never, unknown> | undefined {
    if (this.#primers.length > 0) for (const prime of this.#primers.splice(0)) prime()
    return this.#loaders.get(name)
  }

  set(name: symbol, loader: DataLoader<never, unknown>): void {
    this.#loaders.set(name, loader)
  }

  /** Forgets all that was read. */
  clear(): void {
    this.#loaders.clear()
    this.#primers = []
  }

  /** Answers questions in advance, once one is asked: an answer that selects nothing of it pays nothing. */
  primeWith(prime: () => void): void {
    this.#primers.push(prime)
  }
}

type HasLoaders = { loaders: Loaders }

/**
 * Defines a loader: `batch` gets all the keys that were asked for in one tick and answers in their order, null for what
 * isn't there. Keys are compared by their JSON.
 */
export function defineLoader<C extends HasLoaders, K, V>(batch: (ctx: C, keys: readonly K[]) => Promise<(V | null)[]>) {
  const name = Symbol('loader')
  return (ctx: C): DataLoader<K, V | null, string> => {
    const existing = ctx.loaders.get(name)
    if (existing) return existing as unknown as DataLoader<K, V | null, string>
    const loader = new DataLoader<K, V | null, string>((keys) => batch(ctx, keys), {
      cacheKeyFn: (key) => JSON.stringify(key),
      maxBatchSize: 500,
    })
    ctx.loaders.set(name, loader)
    return loader
  }
}

/** A loader of what is the same for all who ask: its statements are made together with those of the node's other requests. */
export function defineJointLoader<K, V>(read: (database: Database, keys: readonly K[]) => Promise<(V | null)[]>) {
  return defineLoader<HasLoaders & { core: { database: Database } }, K, V>((ctx, keys) => read(ctx.core.database, keys))
}

/** Puts rows in the order of the keys that asked for them. */
export function inOrder<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): (V | null)[] {
  const found = new Map(rows.map((row) => [JSON.stringify(keyOf(row)), row]))
  return keys.map((key) => found.get(JSON.stringify(key)) ?? null)
}
