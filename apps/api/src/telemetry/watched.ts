import type { LogSource, StreamEvent } from '@parley/realtime'
import type { Commits } from '../realtime/commit.ts'
import type { Telemetry } from './telemetry.ts'
import { traced } from './tracing.ts'

/** The log, its reads measured and traced. */
export function watchedLog<E extends StreamEvent>(source: LogSource<E>, { metrics, tracing }: Telemetry): LogSource<E> {
  async function watch<T>(kind: 'events' | 'heads', read: () => Promise<T>): Promise<T> {
    const started = performance.now()
    const found = await traced(tracing, `read ${kind} of logs`, read)
    metrics.readLog(kind, (performance.now() - started) / 1000)
    return found
  }
  return {
    read: (stream, after, limit) => watch('events', () => source.read(stream, after, limit)),
    heads: (streams) => watch('heads', () => source.heads(streams)),
  }
}

/** The same commits; where there is tracing, each change's wait for its transaction is part of its operation's trace. */
export function tracedCommits(commits: Commits, { tracing }: Telemetry): Commits {
  if (!tracing) return commits
  return {
    ...commits,
    commit: (roomId, change) => traced(tracing, 'commit', () => commits.commit(roomId, change)),
    commitNew: (room, change) => traced(tracing, 'commit', () => commits.commitNew(room, change)),
    commitBulk: (roomId, change, input) => traced(tracing, 'commit', () => commits.commitBulk(roomId, change, input)),
  }
}
