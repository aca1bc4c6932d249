import type { StreamEvent } from './log.ts'

/** Whose right to read an event ends. */
export type Revokes<E extends StreamEvent> = (event: E, stream: string) => ((who: unknown) => boolean) | undefined

/** Events that are delivered together, with those among them that end somebody's right to read. */
export type Batch<E extends StreamEvent> = {
  readonly events: readonly E[]
  readonly revocations: readonly { readonly index: number; readonly concerns: (who: unknown) => boolean }[]
}

export function batchOf<E extends StreamEvent>(
  events: readonly E[],
  stream: string,
  { revokes, onError }: { readonly revokes: Revokes<E> | undefined; readonly onError: (error: unknown) => void },
): Batch<E> {
  if (!revokes) return { events, revocations: [] }
  const whomEnds = (event: E) => {
    try {
      return revokes(event, stream)
    } catch (error) {
      onError(error)
      // It can't be told who may read on, so nobody may.
      return () => true
    }
  }
  const revocations = events.flatMap((event, index) => {
    const concerns = whomEnds(event)
    return concerns ? [{ index, concerns }] : []
  })
  return { events, revocations }
}
