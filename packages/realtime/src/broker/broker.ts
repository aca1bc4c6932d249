/**
 * Carries messages between the processes of one cluster. It is a doorbell, never the truth: whoever must not miss
 * anything reads a log (see `createFeeds`), and a message that is lost here costs latency only.
 */
export interface Broker {
  /**
   * Sends a JSON value to whoever listens to `topic` now, in any process.
   *
   * At most once, best effort: a message is lost when the transport is away, and that is not an error (it is counted and
   * told to `onError`). It never waits for a transport that is away, and nothing is queued for one. Messages of one
   * publisher on one topic arrive in the order of the calls; between publishers there is no order. Listeners are never
   * called before `publish` returns its promise.
   *
   * Rejects only when the message isn't JSON (a bug of the caller) or the broker is closed.
   */
  publish(topic: string, message: unknown): Promise<void>

  /**
   * Calls `listener` with each message of `topic` from now on. Resolves when the subscription is live: whatever is
   * published after that, by anybody, is heard while the transport holds. Waits as long as the transport is away.
   *
   * One underlying subscription per topic, however many listeners. All listeners get the same object: don't change it.
   * A listener that throws disturbs nobody else. Not called any more once `Unsubscribe` has been called.
   */
  subscribe(topic: string, listener: Listener): Promise<Unsubscribe>

  /**
   * Calls `listener` each time the transport is back after a loss and all subscriptions are live again: messages
   * may have been missed, so read again what must not be missed. Returns a function that takes the listener off.
   */
  onReconnect(listener: () => void): Unsubscribe

  /** Whether messages go out and come in now, as far as is known (a dead link is noticed within seconds). */
  isHealthy(): boolean

  /** Ends all subscriptions and connections. Nothing is heard afterwards. May be called twice. */
  close(): Promise<void>
}

export type Listener = (message: unknown) => void
export type Unsubscribe = () => void

/** The broker was closed: nothing can be sent or heard through it. */
export class BrokerClosedError extends Error {
  override readonly name = 'BrokerClosedError'
  constructor() {
    super('The broker is closed.')
  }
}
