import type { Exchange } from '@urql/core'
import { pipe, tap } from 'wonka'
import type { EventQueue } from './event-queue.ts'

/** After each answer, applies the events that came while it was under way once more: see `event-queue.ts`. Stands below the cache. */
export function replayExchange(events: EventQueue): Exchange {
  const startedAt = new Map<number, number>()
  return ({ forward }) =>
    (operations) =>
      pipe(
        operations,
        tap((operation) => {
          if (operation.kind === 'query' || operation.kind === 'mutation') startedAt.set(operation.key, events.now())
        }),
        forward,
        tap(({ operation }) => {
          const start = startedAt.get(operation.key)
          if (start !== undefined) events.replaySince(start)
          startedAt.delete(operation.key)
        }),
      )
}
