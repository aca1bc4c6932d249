import type { ExecutionResult } from 'graphql'
import { type Outbox, Results } from './outbox.ts'

/** How often in ms a result may be shown again although nothing happened in its stream: other things may have changed. */
const maxAgeMs = 5_000
/** Batches that may wait for slow executions before the subscriber is sent away. */
const maxPendingBatches = 1_000

/** Runs the group's document on one item. Given a context for a batch. Never rejects but for a bug. */
export type Execute = (item: object, context: unknown) => ExecutionResult | PromiseLike<ExecutionResult>

/** One batch on its way to the members of a group. */
class Delivery {
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
 * Subscribers to whom every event looks the same. Each batch is executed once and serialised once, in the context of one of
 * them. While subscribers catch up, results are kept per event, so that a thousand with a thousand cursors share them too: until
 * something new happens in the stream (`revision`), because then an execution could show something else.
 */
export class Group {
  readonly members = new Set<Member>()
  #last: Delivery | undefined
  readonly #deliveries = new WeakMap<readonly object[], Delivery>()
  readonly #payloads = new WeakMap<object, { revision: unknown; at: number; payload: Buffer | Promise<Buffer> }>()

  deliver(member: Member, items: readonly object[], revision: unknown): void {
    const delivery = this.#isFresh(this.#last, items, revision) ? this.#last : this.#find(member, items, revision)
    this.#last = delivery
    member.accept(delivery)
  }

  #isFresh(delivery: Delivery | undefined, items: readonly object[], revision: unknown): delivery is Delivery {
    return delivery?.items === items && delivery.revision === revision && Date.now() - delivery.startedAt < maxAgeMs
  }

  #find(member: Member, items: readonly object[], revision: unknown): Delivery {
    const known = this.#deliveries.get(items)
    if (this.#isFresh(known, items, revision)) return known
    const delivery = new Delivery(items, revision)
    this.#deliveries.set(items, delivery)
    this.#run(delivery, member)
    return delivery
  }

  #run(delivery: Delivery, member: Member): void {
    try {
      // One context per batch: what its loaders have read once serves all events of the batch, and no later ones.
      const context = member.context()
      const payloads = delivery.items.map((item) =>
        this.#payload(item, delivery.revision, () => member.execute(item, context)),
      )
      if (areReady(payloads)) return delivery.settle({ payloads })
      Promise.all(payloads.map(async (payload) => payload)).then(
        (settled) => delivery.settle({ payloads: settled }),
        (error: unknown) => delivery.settle({ error }),
      )
    } catch (error) {
      delivery.settle({ error })
    }
  }

  #payload(item: object, revision: unknown, execute: () => ReturnType<Execute>): Buffer | Promise<Buffer> {
    const now = Date.now()
    const known = this.#payloads.get(item)
    if (known && known.revision === revision && now - known.at < maxAgeMs) return known.payload
    const result = execute()
    const payload = 'then' in result ? Promise.resolve(result).then(serialise) : serialise(result)
    this.#payloads.set(item, { revision, at: now, payload })
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

export type MemberOptions = {
  readonly id: string
  readonly outbox: Outbox
  readonly execute: Execute
  readonly context: () => unknown
  readonly onEnd: (error: unknown) => void
}

/** One subscriber's operation: gets the results of its batches in the order in which the batches came. */
export class Member {
  readonly id: string
  readonly execute: Execute
  readonly context: () => unknown
  hasLeft = false
  readonly #outbox: Outbox
  readonly #onEnd: (error: unknown) => void
  #pending: Delivery[] = []
  #isEnding = false

  constructor({ id, outbox, execute, context, onEnd }: MemberOptions) {
    this.id = id
    this.execute = execute
    this.context = context
    this.#outbox = outbox
    this.#onEnd = onEnd
  }

  accept(delivery: Delivery): void {
    if (this.hasLeft || this.#isEnding) return
    if (this.#pending.length === 0 && delivery.state === 'ready') return this.#outbox.push(this, delivery.results)
    if (this.#pending.length >= maxPendingBatches) return this.leave(new Error('Too many events wait to be executed.'))
    this.#pending.push(delivery)
    if (delivery.state === 'running') delivery.waiting.push(this)
    else this.drain()
  }

  drain(): void {
    while (!this.hasLeft) {
      const [first] = this.#pending
      if (!first) {
        if (this.#isEnding) this.leave()
        return
      }
      if (first.state === 'running') return
      if (first.state === 'failed') return this.leave(first.error)
      this.#pending.shift()
      this.#outbox.push(this, first.results)
    }
  }

  /** Ends when what was accepted has been sent. */
  end(): void {
    this.#isEnding = true
    this.drain()
  }

  /** Ends now, after what is ready has been written. Whatever else says that it's over must not overtake that. */
  leave(error?: unknown): void {
    if (this.hasLeft) return
    this.#outbox.flush()
    this.drop(error)
  }

  /** Ends now; what isn't on the wire yet never will be. */
  drop(error?: unknown): void {
    if (this.hasLeft) return
    this.hasLeft = true
    this.#pending = []
    this.#onEnd(error)
  }
}
