import type { Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import { type Execute, Group, Member } from './group.ts'
import { Outboxes } from './outbox.ts'

export type FanoutOptions = {
  /** Bytes that may wait for one socket before it's closed as too slow. Default 1 MiB. What one tick brings is never split. */
  readonly maxQueuedBytes?: number
  /** How a socket that's too slow is closed. Default 1013 ('try again later'). */
  readonly slowCode?: number
  readonly slowReason?: string
  /** How long a socket that's too slow may take to close before it's cut off, in ms. Default 5,000. */
  readonly graceMs?: number
}

/** Where an operation's items come from. */
export type Attach<T extends object> = (sink: Sink<T>) => Detach | Promise<Detach>
export type Detach = () => void

export type Sink<T extends object> = {
  /**
   * The next items, in order. Members of a group that are given the same array share execution, serialisation and frames.
   * Results for an item are used again while `revision` is the same and they're fresh; give the position of the stream.
   */
  readonly next: (items: readonly T[], revision?: unknown) => void
  /** No more items: the operation completes after those given before. */
  readonly end: () => void
  /** The operation completes now; items that aren't on the wire yet are dropped. */
  readonly drop: () => void
  /** The operation ends with an error, after the items whose results are ready. */
  readonly fail: (error: unknown) => void
}

export type Operation<T extends object> = {
  readonly socket: WebSocket
  /** The socket beneath `socket`: that of the upgrade request. */
  readonly raw: Writable
  /** The client's id of the operation. */
  readonly id: string
  /** Operations with the same key are a group: every item must give every one of them the same result. */
  readonly key: string
  /** Executes the document on an item: for this member or, in a group, for all. */
  readonly execute: Execute
  /** Makes a context to execute a batch in. */
  readonly context: () => unknown
  readonly attach: Attach<T>
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
  stats(): { readonly groups: number; readonly members: number; readonly slowSockets: number }
}

/** Shares the work of subscriptions among those to whom everything looks the same. */
export function createFanout(options: FanoutOptions = {}): Fanout {
  const { maxQueuedBytes = 1_048_576, slowCode = 1013, slowReason = 'Too slow: come back', graceMs = 5_000 } = options
  const groups = new Map<string, Group>()
  let slowSockets = 0
  const outboxes = new Outboxes({ maxQueuedBytes, slow: { code: slowCode, reason: slowReason, graceMs } }, () => {
    slowSockets++
  })

  function join(key: string): Group {
    const group = groups.get(key) ?? new Group()
    groups.set(key, group)
    return group
  }

  function serve<T extends object>({
    socket,
    raw,
    ...operation
  }: Operation<T>): AsyncGenerator<never, void, undefined> {
    const { promise: finished, resolve, reject } = Promise.withResolvers<IteratorResult<never, void>>()
    let detach: Detach | undefined
    let hasStarted = false

    const member = new Member({
      id: operation.id,
      outbox: outboxes.of(socket, raw),
      execute: operation.execute,
      context: operation.context,
      onEnd(error) {
        detach?.()
        const group = groups.get(operation.key)
        if (group?.members.delete(member) && group.members.size === 0) groups.delete(operation.key)
        if (error === undefined) resolve({ done: true, value: undefined })
        else reject(error)
      },
    })

    async function start(): Promise<void> {
      const group = join(operation.key)
      group.members.add(member)
      try {
        detach = await operation.attach({
          next: (items, revision) => {
            if (!member.hasLeft && items.length > 0) group.deliver(member, items, revision)
          },
          end: () => member.end(),
          drop: () => member.drop(),
          fail: (error) => member.leave(error),
        })
        if (member.hasLeft) detach()
      } catch (error) {
        member.leave(error)
      }
    }

    return {
      next() {
        if (!hasStarted && !member.hasLeft) {
          hasStarted = true
          void start()
        }
        return finished
      },
      async return() {
        member.drop()
        return { done: true, value: undefined }
      },
      async throw(error) {
        member.drop()
        throw error
      },
      [Symbol.asyncIterator]() {
        return this
      },
      async [Symbol.asyncDispose]() {
        member.drop()
      },
    }
  }

  return {
    serve,
    stats: () => ({
      groups: groups.size,
      members: [...groups.values()].reduce((sum, group) => sum + group.members.size, 0),
      slowSockets,
    }),
  }
}
