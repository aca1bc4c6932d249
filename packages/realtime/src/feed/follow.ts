import type { Cursor } from './cursor.ts'
import type { SubscribeOptions } from './feeds.ts'
import type { Reset, StreamEvent } from './log.ts'
import { type EndReason, lateMs, type WhoReads } from './subscriber.ts'

export type FollowOptions = WhoReads & {
  /** As in `subscribe`. */
  readonly after?: Cursor | undefined
  /** Ends the generator when aborted; what waits in the buffer is dropped. */
  readonly signal?: AbortSignal | undefined
  /** How many events may wait for the reader before it has to come back to the log for them. Default 256. */
  readonly maxBuffered?: number | undefined
}

type Subscribe<E extends StreamEvent> = (stream: string, options: SubscribeOptions<E>) => Promise<unknown>

/**
 * A feed to pull from. When the reader is slower than the stream, what comes is dropped until what is buffered was read
 * to its end, and the subscription is taken up again from there: the memory is bounded and nothing is left out. Who loses the right to
 * read may read on for a moment only, however much is buffered.
 */
export async function* follow<E extends StreamEvent>(
  subscribe: Subscribe<E>,
  stream: string,
  options: FollowOptions,
): AsyncGenerator<E | Reset, void, undefined> {
  let { after } = options
  let readsUntil = Infinity
  const onRevoked = () => {
    readsUntil = Math.min(readsUntil, performance.now() + lateMs)
  }
  for (;;) {
    const inbox = new Inbox<E>(options.maxBuffered ?? 256, onRevoked)
    const abort = () => inbox.close('aborted')
    options.signal?.addEventListener('abort', abort)
    if (options.signal?.aborted) abort()
    try {
      void subscribe(stream, { ...options, after, signal: inbox.left, ...inbox.handlers }).catch(inbox.fail)
      for (;;) {
        if (performance.now() > readsUntil) return
        const next = inbox.take()
        if (next) {
          after = next.cursor
          yield next.value
        } else if (inbox.state === 'open') {
          await inbox.change()
        } else {
          break
        }
      }
      if (inbox.error !== undefined) throw inbox.error
      if (inbox.state !== 'behind') return
    } finally {
      options.signal?.removeEventListener('abort', abort)
      inbox.close('aborted')
    }
  }
}

type Entry<E extends StreamEvent> = { readonly value: E | Reset; readonly cursor: Cursor }

class Inbox<E extends StreamEvent> {
  state: 'open' | 'behind' | 'ended' | 'aborted' = 'open'
  error: unknown
  readonly #maxBuffered: number
  readonly #onRevoked: () => void
  #entries: Entry<E>[] = []
  #taken = 0
  #wake = () => undefined as void
  readonly #leaving = new AbortController()

  constructor(maxBuffered: number, onRevoked: () => void) {
    this.#maxBuffered = maxBuffered
    this.#onRevoked = onRevoked
  }

  get left(): AbortSignal {
    return this.#leaving.signal
  }

  readonly handlers: Pick<SubscribeOptions<E>, 'onEvents' | 'onReset' | 'onEnd'> = {
    onEvents: (events, { epoch }) => {
      if (this.state === 'behind') return
      for (const event of events) this.#entries.push({ value: event, cursor: { epoch, seq: event.seq } })
      if (this.#entries.length - this.#taken > this.#maxBuffered) this.close('behind')
      this.#wake()
    },
    onReset: (reset) => {
      if (this.state === 'behind') return
      this.#entries.push({ value: reset, cursor: { epoch: reset.epoch, seq: reset.head } })
      this.#wake()
    },
    onEnd: (reason: EndReason) => {
      if (reason === 'revoked') this.#onRevoked()
      this.close('ended')
    },
  }

  readonly fail = (error: unknown): void => {
    this.error = error
    this.close('ended')
  }

  close(state: 'behind' | 'ended' | 'aborted'): void {
    if (state === 'aborted') this.#entries = []
    if (this.state === 'open') this.state = state
    // Who is behind still hears of the end of their right to read.
    if (state !== 'behind') this.#leaving.abort()
    this.#wake()
  }

  take(): Entry<E> | undefined {
    const entry = this.#entries[this.#taken]
    if (entry) this.#taken++
    else {
      this.#entries = []
      this.#taken = 0
    }
    return entry
  }

  change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
