import type { LogSource, Position, StreamEvent } from './log.ts'

/** Asks for the heads of streams; what is asked in one tick, for however many streams, goes out as one query. */
export function createHeadFinder<E extends StreamEvent>(
  source: LogSource<E>,
): (stream: string) => Promise<Position | undefined> {
  let waiting: { streams: Set<string>; heads: Promise<ReadonlyMap<string, Position>> } | undefined

  return async (stream) => {
    waiting ??= start()
    waiting.streams.add(stream)
    const heads = await waiting.heads
    return heads.get(stream)
  }

  function start() {
    const streams = new Set<string>()
    const heads = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      waiting = undefined
      return source.heads([...streams])
    })
    return { streams, heads }
  }
}
