import type { ExecutionResult } from 'graphql'
import type { Member } from './member.ts'
import { Results } from './outbox.ts'

/** How often in ms a result may be shown again although nothing happened in its stream: other things may have changed. */
const maxAgeMs = 5_000

/** How a group executes: as whoever came first asked for it, since for all others it comes to the same. */
export type Executor = {
  /** Runs the group's document on one item. Never rejects but for a bug. */
  readonly execute: (item: object, context: unknown) => ExecutionResult | PromiseLike<ExecutionResult>
  /** Makes a context to execute a batch in. */
  readonly context: () => unknown
}

/** One batch on its way to the members of a group. */
export class Delivery {
  readonly items: readonly object[]
  readonly revision: unknown
  readonly startedAt = Date.now()
  state: 'running' | 'ready' | 'failed' = 'running'
  results = new Results([])
  error: unknown
  readonly waiting: Member[] = []

  constructor(items: readonly object[], revision: unknown) {
    this.items = items
    this.revision = revision
  }

  settle(outcome: { payloads: readonly Buffer[] } | { error: unknown }): void {
    if ('error' in outcome) {
      this.state = 'failed'
      this.error = outcome.error
    } else {
      this.state = 'ready'
      this.results = new Results(outcome.payloads)
    }
    for (const member of this.waiting) member.drain()
    this.waiting.length = 0
  }
}

/**
 * Subscribers to whom every event looks the same. Each batch is executed once and serialised once. While subscribers catch
 * up, results are kept per event, so that a thousand with a thousand cursors share them too: until something new happens in
 * the stream (`revision`), because then an execution could show something else.
 */
export class Group {
  readonly key: string
  readonly members = new Set<Member>()
  readonly #executor: Executor
  readonly #counts: { executed: number }
  #last: Delivery | undefined
  readonly #deliveries = new WeakMap<readonly object[], Delivery>()
  /** Results per item as of one revision. The items may live much longer than their results are of use. */
  #payloads = new WeakMap<object, { at: number; payload: Buffer | Promise<Buffer> }>()
  #revision: unknown

  constructor(key: string, { execute, context }: Executor, counts: { executed: number }) {
    this.key = key
    this.#executor = { execute, context }
    this.#counts = counts
  }

  deliver(member: Member, items: readonly object[], revision: unknown): void {
    const delivery = this.#isFresh(this.#last, items, revision) ? this.#last : this.#find(items, revision)
    this.#last = delivery
    member.accept(delivery)
  }

  #isFresh(delivery: Delivery | undefined, items: readonly object[], revision: unknown): delivery is Delivery {
    return delivery?.items === items && delivery.revision === revision && Date.now() - delivery.startedAt < maxAgeMs
  }

  #find(items: readonly object[], revision: unknown): Delivery {
    const known = this.#deliveries.get(items)
    if (this.#isFresh(known, items, revision)) return known
    const delivery = new Delivery(items, revision)
    this.#deliveries.set(items, delivery)
    this.#run(delivery)
    return delivery
  }

  #run(delivery: Delivery): void {
    try {
      // One context per batch: what its loaders have read once serves all events of the batch, and no later ones.
      const context = this.#executor.context()
      const payloads = delivery.items.map((item) => this.#payload(item, delivery.revision, context))
      if (areReady(payloads)) return delivery.settle({ payloads })
      Promise.all(payloads.map(async (payload) => payload)).then(
        (settled) => delivery.settle({ payloads: settled }),
        (error: unknown) => delivery.settle({ error }),
      )
    } catch (error) {
      delivery.settle({ error })
    }
  }

  #payload(item: object, revision: unknown, context: unknown): Buffer | Promise<Buffer> {
    if (revision !== this.#revision) {
      this.#payloads = new WeakMap()
      this.#revision = revision
    }
    const now = Date.now()
    const known = this.#payloads.get(item)
    if (known && now - known.at < maxAgeMs) return known.payload
    this.#counts.executed++
    const result = this.#executor.execute(item, context)
    const payload = 'then' in result ? Promise.resolve(result).then(serialise) : serialise(result)
    this.#payloads.set(item, { at: now, payload })
    return payload
  }
}

function areReady(payloads: (Buffer | Promise<Buffer>)[]): payloads is Buffer[] {
  return payloads.every((payload) => payload instanceof Buffer)
}

function serialise(result: ExecutionResult): Buffer {
  const { data, errors, extensions } = result
  return Buffer.from(JSON.stringify({ data, errors, extensions }))
}
