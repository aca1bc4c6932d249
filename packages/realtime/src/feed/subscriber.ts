import type { Crowd } from '../crowd.ts'
import type { Batch } from './batch.ts'
import type { Position, Reset, StreamEvent } from './log.ts'

/**
 * Why a subscription ended by itself. `revoked`: after an event that ended the right to read. `gone`: the stream doesn't
 * exist any more. `closed`: this process is shutting down, come back elsewhere. `failed`: a fault here, come back.
 */
export type EndReason = 'revoked' | 'gone' | 'closed' | 'failed'

/**
 * How long in ms somebody may be shown what came before their right to read ended. What an event looks like is worked out when it is shown: later it
 * would tell of what is none of theirs any more.
 */
export const lateMs = 500

export type FeedHandlers<E extends StreamEvent> = {
  /**
   * The next events, at least one, in order, none left out and none given before. `at.head` is how far this feed has come: the
   * number of the last of `events` when they are live, more while catching up. Subscribers that get the same events at the
   * same time get the same array: don't change it. Must not throw (it ends the subscription as `failed`).
   */
  readonly onEvents: (events: readonly E[], at: Position) => void
  /**
   * Whom it is live together with: then live events are given to the crowd, once for all who are in it, with `at` as the revision; `onEvents` gets
   * what the subscriber lacks until it's live, and what comes with the end of its right to read.
   */
  readonly together?: { readonly crowd: Crowd<E, unknown>; readonly as: unknown } | undefined
  /** Events were skipped; the next ones are past `reset.head`. */
  readonly onReset: (reset: Reset) => void
  /** It is over; nothing is called any more. */
  readonly onEnd: (reason: EndReason) => void
}

export type WhoReads = {
  /** Who follows, for `rights`. */
  readonly who?: unknown
  /** The head of the log when the right to read was checked: only later revocations count. Default: all count. */
  readonly allowedAt?: number | undefined
}

/** One follower of a feed: calls its handlers, and never again once it has ended. */
export class Subscriber<E extends StreamEvent> {
  readonly who: unknown
  /** The right to read was checked when the log stood here; later revocations concern this subscriber. */
  allowedAt: number | undefined
  hasEnded = false
  /** It has everything that its feed has delivered, and gets what is next. */
  isLive = false
  readonly #handlers: FeedHandlers<E>
  readonly #onError: (error: unknown) => void

  constructor(options: FeedHandlers<E> & WhoReads, onError: (error: unknown) => void) {
    this.#handlers = options
    this.#onError = onError
    this.who = options.who
    this.allowedAt = options.allowedAt
  }

  get together(): FeedHandlers<E>['together'] {
    return this.#handlers.together
  }

  /** Returns whether the subscriber goes on. */
  deliver(batch: Batch<E>, at: Position): boolean {
    if (this.hasEnded) return false
    this.#call(() => {
      const last = this.#lastAllowed(batch)
      const events = last === undefined ? batch.events : batch.events.slice(0, last + 1)
      if (events.length > 0) this.#handlers.onEvents(events, at)
      if (last !== undefined) this.end('revoked')
    })
    return !this.hasEnded
  }

  /** Whether one of these events ends the right to read. Where that can't be told, it does: `deliver` meets the error again and says so. */
  isEndedBy(batch: Batch<E>): boolean {
    try {
      return this.#lastAllowed(batch) !== undefined
    } catch {
      return true
    }
  }

  reset(reset: Reset): void {
    if (!this.hasEnded) this.#call(() => this.#handlers.onReset(reset))
  }

  end(reason: EndReason): void {
    if (this.hasEnded) return
    this.hasEnded = true
    this.#call(() => this.#handlers.onEnd(reason))
  }

  #lastAllowed({ events, revocations }: Batch<E>): number | undefined {
    return revocations.find(
      ({ index, concerns }) => (events[index]?.seq ?? 0) > (this.allowedAt ?? 0) && concerns(this.who),
    )?.index
  }

  #call(handler: () => void): void {
    try {
      handler()
    } catch (error) {
      this.#onError(error)
      this.end('failed')
    }
  }
}
