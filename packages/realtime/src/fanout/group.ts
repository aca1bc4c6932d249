import type { ExecutionResult } from 'graphql'
import type { Crowd } from '../crowd.ts'
import { Delivery, maxAgeMs, type Payload, serialise } from './delivery.ts'
import { maxPendingBatches, type Member, TooManyPendingError } from './member.ts'
import type { Turns } from './turns.ts'

/** How a group executes: as whoever came first asked for it, since for all others it comes to the same. */
export type Executor = {
  /** Runs the group's document on one item. Never rejects but for a bug. */
  readonly execute: (item: object, context: unknown) => ExecutionResult | PromiseLike<ExecutionResult>
  /** Makes a context to execute a batch in. */
  readonly context: () => unknown
}

/** How many events are executed in a row. */
const sliceLength = 50

type GroupOptions = {
  readonly counts: { executed: number }
  /** More than that at once closes any socket. */
  readonly maxBytes: number
  readonly turns: Turns
}
/** Results per item as of one revision. The items may live much longer than their results are of use. */
type Payloads = WeakMap<object, { at: number; payload: Payload | Promise<Payload> }>
type Told = { readonly number: number; readonly delivery: Delivery }

/**
 * Subscribers to whom every event looks the same. Each batch is executed once and serialised once. While subscribers catch
 * up, results are kept per event, so that a thousand with a thousand cursors share them too: until something new happens in
 * the stream (`revision`), because then an execution could show something else.
 */
export class Group implements Crowd<object, Member> {
  readonly key: string
  readonly members = new Set<Member>()
  readonly #executor: Executor
  readonly #counts: { executed: number }
  readonly #maxBytes: number
  readonly #turns: Turns
  readonly #crowd = new Set<Member>()
  /** What the crowd was given and doesn't have yet, in order. */
  #told: Told[] = []
  #lastNumber = 0
  readonly #deliveries = new WeakMap<readonly object[], Delivery>()
  #payloads: Payloads = new WeakMap()
  #revision: unknown

  constructor(key: string, { execute, context }: Executor, { counts, maxBytes, turns }: GroupOptions) {
    this.key = key
    this.#executor = { execute, context }
    this.#counts = counts
    this.#maxBytes = maxBytes
    this.#turns = turns
  }

  deliver(member: Member, items: readonly object[], revision: unknown): void {
    member.accept(this.#find(items, revision))
  }

  /** Returns whether nobody is left. */
  leave(member: Member): boolean {
    this.#crowd.delete(member)
    return this.members.delete(member) && this.members.size === 0
  }

  add(member: Member): void {
    if (member.hasLeft) return
    member.inCrowdSince = this.#lastNumber
    this.#crowd.add(member)
  }

  delete(member: Member): void {
    if (!this.#crowd.delete(member)) return
    for (const { number, delivery } of this.#told) if (number > member.inCrowdSince) member.accept(delivery)
  }

  next(items: readonly object[], revision?: unknown): void {
    if (this.#crowd.size === 0 || items.length === 0) return
    if (this.#told.length >= maxPendingBatches) {
      for (const member of this.#crowd) member.fail(new TooManyPendingError())
    }
    const delivery = this.#find(items, revision)
    this.#told.push({ number: ++this.#lastNumber, delivery })
    if (delivery.state === 'running') delivery.waiting.push(this)
    else this.drain()
  }

  /** Hands out what the crowd was given and what is ready, each to those who were there when it was given. */
  drain(): void {
    for (let next = this.#told[0]; next && next.delivery.state !== 'running'; next = this.#told[0]) {
      const { number, delivery } = next
      this.#told = this.#told.slice(1)
      for (const member of this.#crowd) if (number > member.inCrowdSince) member.accept(delivery)
    }
  }

  #find(items: readonly object[], revision: unknown): Delivery {
    const known = this.#deliveries.get(items)
    if (known?.isGoodFor(revision)) return known
    const delivery = new Delivery(revision)
    this.#deliveries.set(items, delivery)
    this.#run(delivery, items).catch((error: unknown) => delivery.fail(error))
    return delivery
  }

  /**
   * Slice by slice, so that all else that the process does gets its turn while a long backlog is executed. Ends early when nobody waits any more, and
   * when it is more than any socket gets.
   */
  async #run(delivery: Delivery, items: readonly object[]): Promise<void> {
    // Kept to the end, so that backlogs which are executed at the same time share them whatever comes live between their slices.
    const payloads = this.#payloadsAt(delivery.revision)
    const done: Payload[] = []
    let bytes = 0
    for (let at = 0; at < items.length && bytes <= this.#maxBytes; at += sliceLength) {
      if (at > 0) await this.#turns.next()
      if (this.members.size === 0) return
      // One context per slice: what its loaders have read once serves all events of the slice, and no later ones.
      const context = this.#executor.context()
      const slice = items.slice(at, at + sliceLength).map((item) => this.#payload(item, payloads, context))
      const ready = areReady(slice) ? slice : await Promise.all(slice.map(async (payload) => payload))
      done.push(...ready)
      bytes += ready.reduce((sum, { json }) => sum + json.length, 0)
    }
    delivery.settle(done)
  }

  #payloadsAt(revision: unknown): Payloads {
    if (revision !== this.#revision) {
      this.#payloads = new WeakMap()
      this.#revision = revision
    }
    return this.#payloads
  }

  #payload(item: object, payloads: Payloads, context: unknown): Payload | Promise<Payload> {
    const now = performance.now()
    const known = payloads.get(item)
    if (known && now - known.at < maxAgeMs) return known.payload
    this.#counts.executed++
    const result = this.#executor.execute(item, context)
    const payload = 'then' in result ? Promise.resolve(result).then(serialise) : serialise(result)
    payloads.set(item, { at: now, payload })
    this.#forgetIfBroken(item, payload, payloads)
    return payload
  }

  /** A result with errors is for those who wait for it; who comes later has it tried again. */
  #forgetIfBroken(item: object, payload: Payload | Promise<Payload>, payloads: Payloads): void {
    const forget = () => void payloads.delete(item)
    if (!(payload instanceof Promise)) return payload.hasErrors ? forget() : undefined
    payload.then(({ hasErrors }) => (hasErrors ? forget() : undefined), forget)
  }
}

function areReady(payloads: (Payload | Promise<Payload>)[]): payloads is Payload[] {
  return payloads.every((payload) => !(payload instanceof Promise))
}
