import { type Broker, BrokerClosedError, type Listener } from './broker.ts'
import { safely, throwLater } from '../report.ts'
import { Topics } from './topics.ts'

export type MemoryBrokerOptions = {
  /** Told what a listener threw. Default: thrown from a microtask, where the process's own handler sees it. */
  readonly onError?: (error: unknown) => void
}

/**
 * A broker within one process, for a single node and for tests. Stronger than the port asks: it loses nothing. Messages
 * pass through JSON all the same, so that what works here works between processes.
 */
export function createMemoryBroker({ onError = throwLater }: MemoryBrokerOptions = {}): Broker {
  const live = new Map<string, Set<Listener>>()
  let isClosed = false

  const topics = new Topics<unknown>(async (topic, listener) => {
    const listeners = live.get(topic) ?? new Set()
    live.set(topic, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && live.get(topic) === listeners) live.delete(topic)
    }
  }, safely(onError))

  return {
    async publish(topic, message) {
      if (isClosed) throw new BrokerClosedError()
      const json = JSON.stringify(message)
      if (json === undefined) throw new TypeError('A message must be a JSON value.')
      if (!live.has(topic)) return
      queueMicrotask(() => {
        const listeners = live.get(topic)
        if (!listeners) return
        const copy: unknown = JSON.parse(json)
        for (const listener of listeners) listener(copy)
      })
    },
    async subscribe(topic, listener) {
      if (isClosed) throw new BrokerClosedError()
      return topics.subscribe(topic, listener)
    },
    onReconnect: () => () => undefined,
    isHealthy: () => !isClosed,
    async close() {
      isClosed = true
      topics.clear()
      live.clear()
    },
  }
}
