import type { Crowd } from '../crowd.ts'
import { lateMs } from '../feed/subscriber.ts'
import type { Delivery } from './delivery.ts'
import type { Group } from './group.ts'
import type { Outbox } from './outbox.ts'

/** Batches that may wait for slow executions before the subscriber is sent away. */
export const maxPendingBatches = 1_000

export class TooManyPendingError extends Error {
  override readonly name = 'TooManyPendingError'
  constructor() {
    super('Too many events wait to be executed.')
  }
}

/** Where an operation's items come from. A source that has the same items for many sinks gives them to their crowd, once. */
export type Attach<T extends object> = (sink: Sink<T>, crowd: Crowd<T, Sink<T>>) => Detach | Promise<Detach>
export type Detach = () => void

export interface Sink<T extends object> {
  /**
   * The next items, in order. Members of a group that are given the same array share execution, serialisation and frames.
   * Results for an item are used again while `revision` is the same and they're fresh; give the position of the stream.
   */
  next(items: readonly T[], revision?: unknown): void
  /** No more items: the operation completes after those given before, as far as their results are ready soon. */
  end(): void
  /** The operation ends with an error, after the items whose results are ready. */
  fail(error: unknown): void
}

/** One subscriber's operation: gets the results of its batches in the order in which the batches came. */
export class Member implements Sink<object> {
  readonly id: string
  hasLeft = false
  /** It gets what its group's crowd was given after so many batches. */
  inCrowdSince = 0
  /** Settles when the operation is over. */
  readonly over: Promise<IteratorResult<never, void>>
  readonly #outbox: Outbox
  #settle: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined
  #group: Group | undefined
  #leaveGroup: ((group: Group, member: Member) => void) | undefined
  #detach: Detach | undefined
  #pending: Delivery[] | undefined
  #isEnding = false

  constructor(id: string, outbox: Outbox) {
    this.id = id
    this.#outbox = outbox
    this.over = new Promise((resolve, reject) => {
      this.#settle = { resolve: () => resolve({ done: true, value: undefined }), reject }
    })
  }

  /** Joins a group and asks for items. `leave` is called when it leaves the group again. */
  async start(group: Group, attach: Attach<object>, leave: (group: Group, member: Member) => void): Promise<void> {
    this.#group = group
    this.#leaveGroup = leave
    group.members.add(this)
    try {
      const detach = await attach(this, group)
      if (this.hasLeft) detach()
      else this.#detach = detach
    } catch (error) {
      this.fail(error)
    }
  }

  next(items: readonly object[], revision?: unknown): void {
    if (!this.hasLeft && items.length > 0) this.#group?.deliver(this, items, revision)
  }

  accept(delivery: Delivery): void {
    if (this.hasLeft || this.#isEnding) return
    if (!this.#pending && delivery.state === 'ready') return this.#outbox.push(this, delivery.results)
    this.#pending ??= []
    if (this.#pending.length >= maxPendingBatches) return this.fail(new TooManyPendingError())
    this.#pending.push(delivery)
    if (delivery.state === 'running') delivery.waiting.push(this)
    else this.drain()
  }

  drain(): void {
    for (const delivery of this.#pending ?? []) {
      if (delivery.state === 'running') {
        this.#pending = this.#pending?.slice(this.#pending.indexOf(delivery))
        return
      }
      if (delivery.state === 'failed') return this.fail(delivery.error)
      this.#outbox.push(this, delivery.results)
    }
    this.#pending = undefined
    if (this.#isEnding) this.#leave()
  }

  end(): void {
    this.#group?.delete(this)
    this.#isEnding = true
    this.drain()
    if (!this.hasLeft) setTimeout(() => this.#leave(), lateMs).unref()
  }

  fail(error: unknown): void {
    this.#leave(error)
  }

  /** It is over now; items that aren't on the wire yet are dropped. */
  drop(error?: unknown): void {
    if (this.hasLeft) return
    this.hasLeft = true
    this.#pending = undefined
    this.#detach?.()
    if (this.#group) this.#leaveGroup?.(this.#group, this)
    if (error === undefined) this.#settle?.resolve()
    else this.#settle?.reject(error)
  }

  /** Ends now, after what is ready has been written. Whatever else says that it's over must not overtake that. */
  #leave(error?: unknown): void {
    if (this.hasLeft) return
    this.#outbox.flush()
    this.drop(error)
  }
}
