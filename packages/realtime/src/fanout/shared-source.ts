import type { Feeds, SubscribeOptions } from '../feed/feeds.ts'
import { isReset, type Reset, type StreamEvent } from '../feed/log.ts'
import type { EndReason } from '../feed/subscriber.ts'
import { endable } from './endable.ts'
import type { Attach, Sink } from './member.ts'

const shared = Symbol('shared source')

/**
 * What a subscription field's `subscribe` returns: an ordinary async iterable for whoever executes it the ordinary way (SSE, tests),
 * and beneath it a source that `createSharedSubscribe` shares among all that have the same `key`.
 */
export type SharedSource<T extends object> = AsyncIterable<T> & {
  readonly [shared]: { readonly key: string; readonly attach: Attach<T> }
}

export function sharedSource<T extends object>(source: {
  /** What the items come from. Sources with the same key are the same: their subscribers get the same items (from their cursor on). */
  readonly key: string
  readonly attach: Attach<T>
  readonly pull: () => AsyncIterator<T>
}): SharedSource<T> {
  const { key, attach, pull } = source
  return { [Symbol.asyncIterator]: pull, [shared]: { key, attach } }
}

export function sharedPartOf(source: object): SharedSource<object>[typeof shared] | undefined {
  return shared in source ? (source as SharedSource<object>)[shared] : undefined
}

/** A subscription ended by no fault and no wish of the client's: it should come back, with its cursor. */
export class ComeBackError extends Error {
  override readonly name = 'ComeBackError'
  readonly extensions = { code: 'COME_BACK' }
  constructor() {
    super('The subscription was interrupted: come back with your cursor.')
  }
}

export type FeedSourceOptions<E extends StreamEvent, T extends object> = Pick<
  SubscribeOptions<E>,
  'after' | 'who' | 'allowedAt'
> & {
  /** What a subscription yields for a reset. */
  readonly onReset: (reset: Reset) => T
}

/** Ends an operation as the subscription that it depends on has ended. */
export function endSink(sink: Sink<never>, reason: EndReason): void {
  if (reason === 'revoked' || reason === 'gone') sink.end()
  else sink.fail(new ComeBackError())
}

/** A feed as the source of a subscription field. */
export function feedSource<E extends StreamEvent, T extends object = E>(
  feeds: Feeds<E>,
  stream: string,
  { onReset, ...options }: FeedSourceOptions<E, T>,
): SharedSource<E | T> {
  return sharedSource<E | T>({
    key: `feed ${stream}`,
    attach: (sink, crowd) =>
      feeds.subscribe(stream, {
        ...options,
        together: { crowd, as: sink },
        // A position is an object of its own until something new happens.
        onEvents: (events, at) => sink.next(events, at),
        onReset: (reset) => sink.next([onReset(reset)]),
        onEnd: (reason) => endSink(sink, reason),
      }),
    pull: () =>
      endable(async function* (signal) {
        for await (const item of feeds.follow(stream, { ...options, signal })) {
          yield isReset(item) ? onReset(item) : item
        }
      }),
  })
}
