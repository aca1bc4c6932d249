import type { Broker, Unsubscribe } from '../broker/broker.ts'
import { Topics } from '../broker/topics.ts'
import { safely } from '../report.ts'

/** The newest value that was sent under this key. */
export type Signal<V> = { readonly key: string; readonly value: V }

export type SignalsOptions = {
  readonly broker: Broker
  /** The topic on which a stream's signals go out: not the one of its events. */
  readonly topicOf: (stream: string) => string
  /** How long signals of one stream are collected before they go out together, in ms. Default 100. */
  readonly flushMs?: number
  /** How many different keys one stream may collect in that time; what is beyond that is lost. Default 1,000. */
  readonly maxKeys?: number
  /** Told of listeners that threw, of bad publications and of what the broker refused. Never thrown. */
  readonly onError: (error: unknown) => void
}

/** What passes and may be lost (who is typing, who is here): no numbers, no log, no replay. Values are JSON. */
export interface Signals<V> {
  /** Sends `value` to those who listen to `stream` now. Within `flushMs` the last value per key wins; the others never leave. */
  send(stream: string, signal: Signal<V>): void
  /**
   * Calls `listener` with what came in one tick, at most one signal per key. Resolves when it's live. Listeners get the same
   * array: don't change it. One subscription at the broker per stream, however many listeners.
   */
  subscribe(stream: string, listener: (signals: readonly Signal<V>[]) => void): Promise<Unsubscribe>
  /** Sends what was collected and ends all subscriptions. */
  close(): void
}

export function createSignals<V>(options: SignalsOptions): Signals<V> {
  const { broker, topicOf, flushMs = 100, maxKeys = 1_000 } = options
  const onError = safely(options.onError)
  const outgoing = new Map<string, Map<string, V>>()
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    const streams = [...outgoing]
    outgoing.clear()
    for (const [stream, values] of streams) broker.publish(topicOf(stream), [...values]).catch(onError)
  }

  const topics = new Topics<readonly Signal<V>[]>((stream, listener) => {
    let incoming = new Map<string, V>()
    const deliver = () => {
      const signals = [...incoming].map(([key, value]) => ({ key, value }))
      incoming = new Map()
      listener(signals)
    }
    return broker.subscribe(topicOf(stream), (message) => {
      if (!isEntries<V>(message)) return onError(new TypeError(`What was published on ${stream} is no signal.`))
      if (incoming.size === 0 && message.length > 0) setImmediate(deliver)
      for (const [key, value] of message) incoming.set(key, value)
    })
  }, onError)

  return {
    send(stream, { key, value }) {
      const values = outgoing.get(stream) ?? new Map<string, V>()
      if (values.size >= maxKeys && !values.has(key)) return
      outgoing.set(stream, values.set(key, value))
      timer ??= setTimeout(flush, flushMs)
    },
    subscribe: (stream, listener) => topics.subscribe(stream, listener),
    close() {
      flush()
      topics.clear()
    },
  }
}

function isEntries<V>(message: unknown): message is [string, V][] {
  return Array.isArray(message) && message.every((entry) => Array.isArray(entry) && typeof entry[0] === 'string')
}
