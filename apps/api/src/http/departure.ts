import type { Core } from '../core.ts'
import { closeCodes } from './close-codes.ts'
import type { Connections } from './connections.ts'
import type { Sockets } from './sockets.ts'

type Parts = { core: Pick<Core, 'cluster' | 'config'>; sockets: Sockets; connections: Connections }

/**
 * Sends away who is connected when the node ceases to take connections: at once when it may not serve, else bit by bit, so
 * that the other nodes aren't met by all at the same moment. Answers with what ends it.
 */
export function sendAwayWhenLeaving({ core: { cluster, config }, sockets, connections }: Parts): () => void {
  let leaving: AbortController | null = null

  async function leave(overMs: number): Promise<void> {
    leaving?.abort()
    const mine = new AbortController()
    leaving = mine
    await sockets.sendAway(overMs, mine.signal)
    if (mine.signal.aborted) return
    // What isn't a socket: streams over HTTP.
    connections.closeAll(closeCodes.restarting)
    cluster.emptied()
  }

  function heed(): void {
    if (!cluster.isServing()) return void leave(0)
    if (!cluster.isAccepting() && !leaving) return void leave(config.drainMs)
    if (!cluster.isAccepting()) return
    leaving?.abort()
    leaving = null
  }

  const off = cluster.onChange(heed)
  return () => {
    off()
    leaving?.abort()
  }
}
