import type { Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import { type Executor, Group } from './group.ts'
import { type Attach, Member } from './member.ts'
import { Outboxes } from './outbox.ts'
import { Turns } from './turns.ts'

export type FanoutOptions = {
  /** Bytes that may wait for one socket before it's closed as too slow. Default 1 MiB. What one tick brings is never split. */
  readonly maxQueuedBytes?: number
  /**
   * Bytes of results that one tick may bring to a socket before it's closed in the same way: it may ask for an event a thousand times. Default
   * 64 MiB, so that a backlog of what people write never comes near it.
   */
  readonly maxTickBytes?: number
  /** How a socket that's too slow is closed. Default 1013 ('try again later'). */
  readonly slowCode?: number
  readonly slowReason?: string
  /** How long a socket that's too slow may take to close before it's cut off, in ms. Default 5,000. */
  readonly graceMs?: number
}

export type Operation<T extends object> = Executor & {
  readonly socket: WebSocket
  /** The socket beneath `socket`: that of the upgrade request. */
  readonly raw: Writable
  /** The client's id of the operation. */
  readonly id: string
  /** Operations with the same key are a group: every item must give every one of them the same result. */
  readonly key: string
  readonly attach: Attach<T>
}

export type FanoutStats = {
  readonly groups: number
  readonly members: number
  /** Sockets that were closed as too slow. This and what follows only grow. */
  readonly slowSockets: number
  /** Results that were given to a socket. */
  readonly delivered: number
  /** Results that were worked out: the fewer for the same deliveries, the more was shared. */
  readonly executed: number
}

export interface Fanout {
  /**
   * Sends the operation's results to its socket as `next` messages. Returns what the protocol's server has to wait for: a generator that
   * never yields, ends when the operation completes, throws when it fails, and by `return()` leaves the group (nothing is
   * sent after it). Items are asked for when the generator is first asked.
   *
   * Each batch is executed once and serialised once per group. All that one tick brings to a socket leaves in one write. A socket that takes too
   * long is closed and costs the others nothing.
   */
  serve<T extends object>(operation: Operation<T>): AsyncGenerator<never, void, undefined>
  stats(): FanoutStats
}

/** Shares the work of subscriptions among those to whom everything looks the same. */
export function createFanout(options: FanoutOptions = {}): Fanout {
  const { maxQueuedBytes = 2 ** 20, maxTickBytes = 64 * 2 ** 20 } = options
  const { slowCode = 1013, slowReason = 'Too slow: come back', graceMs = 5_000 } = options
  const groups = new Map<string, Group>()
  const turns = new Turns()
  const counts = { slowSockets: 0, delivered: 0, executed: 0 }
  const slow = { code: slowCode, reason: slowReason, graceMs }
  const outboxes = new Outboxes({ maxQueuedBytes, maxTickBytes, slow }, counts)

  function groupOf<T extends object>(operation: Operation<T>): Group {
    const group =
      groups.get(operation.key) ?? new Group(operation.key, operation, { counts, maxBytes: maxTickBytes, turns })
    groups.set(operation.key, group)
    return group
  }

  function leave(group: Group, member: Member): void {
    if (group.leave(member)) groups.delete(group.key)
  }

  function serve<T extends object>(operation: Operation<T>): AsyncGenerator<never, void, undefined> {
    const member = new Member(operation.id, outboxes.of(operation.socket, operation.raw))
    return new Serving(member, () => member.start(groupOf(operation), operation.attach, leave))
  }

  return {
    serve,
    stats: () => ({
      groups: groups.size,
      members: [...groups.values()].reduce((sum, group) => sum + group.members.size, 0),
      ...counts,
    }),
  }
}

/** What the protocol's server waits for. It holds nothing of the operation once that has begun: there are many of them. */
class Serving implements AsyncGenerator<never, void, undefined> {
  readonly #member: Member
  #start: (() => Promise<void>) | undefined

  constructor(member: Member, start: () => Promise<void>) {
    this.#member = member
    this.#start = start
  }

  next(): Promise<IteratorResult<never, void>> {
    if (!this.#member.hasLeft) void this.#start?.()
    this.#start = undefined
    return this.#member.over
  }

  async return(): Promise<IteratorResult<never, void>> {
    this.#member.drop()
    return { done: true, value: undefined }
  }

  async throw(error: unknown): Promise<never> {
    this.#member.drop()
    throw error
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#member.drop()
  }
}
