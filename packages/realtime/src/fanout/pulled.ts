import { endable } from './endable.ts'
import type { Detach, Sink } from './member.ts'

/**
 * What a source tells its sinks, for one who pulls: SSE, tests. `add` puts an item to those that wait for a slow reader, and keeps them few: by letting
 * the newer replace the older, or by dropping them.
 */
export function pulled<T extends object>(
  attach: (sink: Sink<T>) => Promise<Detach>,
  add: (waiting: T[], item: T) => void,
): AsyncGenerator<T, void> {
  return endable(async function* (left) {
    const waiting: T[] = []
    const over = new AbortController()
    const signal = AbortSignal.any([left, over.signal])
    let failure: unknown
    let wake = () => undefined as void
    signal.addEventListener('abort', () => wake(), { once: true })
    const detach = await attach({
      next(items) {
        for (const item of items) add(waiting, item)
        wake()
      },
      end: () => over.abort(),
      fail(error) {
        failure = error
        over.abort()
      },
    })
    try {
      while (!signal.aborted) {
        const item = waiting.shift()
        if (item) yield item
        else await new Promise<void>((resolve) => (wake = resolve))
      }
      if (failure !== undefined) throw failure
    } finally {
      detach()
    }
  })
}
