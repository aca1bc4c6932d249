import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database, Db } from '@parley/db'

/** Reads rows by key: an answer per key, in their order, null for what isn't there. */
type Read<K, V> = (db: Db, keys: readonly K[]) => Promise<readonly (V | null)[]>

/**
 * Makes a read that all who ask on this node make together: while one statement is under way, the questions that come wait and
 * go out as the next. So a thousand sockets that come at once cost a few statements, and one alone waits for nothing.
 *
 * Nothing is remembered: every answer was read after it was asked for. Keys are compared by their JSON.
 */
export function jointly<K, V>(read: Read<K, V>, limits: Limits = {}) {
  const readers = new WeakMap<Database, JointReader<K, V>>()
  return (database: Database, keys: readonly K[]): Promise<(V | null)[]> => {
    const known = readers.get(database)
    const reader = known ?? new JointReader<K, V>((asked) => read(database.kysely, asked), limits)
    if (!known) readers.set(database, reader)
    return Promise.all(keys.map((key) => reader.ask(key)))
  }
}

type Limits = {
  /** How many keys one statement names at most. */
  maxKeys?: number
  /** A statement that takes longer, in ms, holds up nobody else: the next goes out beside it. */
  lateMs?: number
}
type Question<K, V> = PromiseWithResolvers<V | null> & { key: K }

const answersPerTurn = 200

/** What `jointly` keeps for one database. */
export class JointReader<K, V> {
  readonly #read: (keys: readonly K[]) => Promise<readonly (V | null)[]>
  readonly #maxKeys: number
  readonly #lateMs: number
  /** What goes out next, by the key's JSON. Nobody joins a statement that is under way: it may not see what was committed since. */
  readonly #waiting = new Map<string, Question<K, V>>()
  /** Statements that the next waits for: those under way that aren't late. */
  #underWay = 0
  #isDue = false

  constructor(
    read: (keys: readonly K[]) => Promise<readonly (V | null)[]>,
    { maxKeys = 2000, lateMs = 100 }: Limits = {},
  ) {
    this.#read = read
    this.#maxKeys = maxKeys
    this.#lateMs = lateMs
  }

  ask(key: K): Promise<V | null> {
    const name = JSON.stringify(key)
    const known = this.#waiting.get(name)
    if (known) return known.promise
    const question = { key, ...Promise.withResolvers<V | null>() }
    this.#waiting.set(name, question)
    if (this.#underWay === 0) this.#sendSoon()
    return question.promise
  }

  /** Once all that came in with this turn of the event loop was heard. */
  #sendSoon(): void {
    if (this.#isDue || this.#waiting.size === 0) return
    this.#isDue = true
    setImmediate(() => {
      this.#isDue = false
      while (this.#waiting.size > 0) void this.#send(this.#next())
    })
  }

  #next(): Question<K, V>[] {
    const batch = this.#waiting.entries().take(this.#maxKeys).toArray()
    for (const [name] of batch) this.#waiting.delete(name)
    return batch.map(([, question]) => question)
  }

  async #send(batch: Question<K, V>[]): Promise<void> {
    this.#underWay++
    let isAwaited = true
    const goOn = () => {
      if (isAwaited && --this.#underWay === 0) this.#sendSoon()
      isAwaited = false
    }
    const late = setTimeout(goOn, this.#lateMs).unref()
    try {
      const answers = await this.#read(batch.map(({ key }) => key))
      for (const [i, { resolve }] of batch.entries()) {
        // A thousand who go on with their answers in one turn would keep everybody else waiting.
        if (i > 0 && i % answersPerTurn === 0) await nextTurn()
        resolve(answers[i] ?? null)
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      clearTimeout(late)
      goOn()
    }
  }
}
