import type { ConnectionStore } from './connection-store.ts'
import { createSocket, type Socket } from './socket.ts'

/** The sockets to the cluster. */
export type Lines = {
  /** At any node: for what concerns the viewer, signals and small mutations. Whether we are online is whether this one is. */
  main: Socket
  /** The one with this path, which opens when it is used and closes some seconds after nothing uses it any more. */
  at: (path: string) => Socket
  /** How long to wait before this line may open, in milliseconds: who flips through rooms should not open the lines to all their homes. */
  waitBefore: (line: Socket) => number
  retryNow: () => void
  dispose: () => void
}

type LinesOptions = {
  /** Where the server is, as in `https://chat.example.org`. */
  origin: string
  connection: ConnectionStore
  onSessionEnded: () => void
  webSocketImpl?: unknown
}

export const anyNode = '/graphql'

const mainIdle = 60_000
const homeIdle = 5_000
const apart = 500

export function createLines({ origin, connection, onSessionEnded, webSocketImpl }: LinesOptions): Lines {
  const all = new Map<string, Socket>()
  let openedAt = Number.NEGATIVE_INFINITY

  function open(path: string): Socket {
    const isMain = path === anyNode
    const socket = createSocket({
      url: `${origin.replace(/^http/, 'ws')}${path}`,
      idleMs: isMain ? mainIdle : homeIdle,
      report: isMain ? connection.set : () => {},
      onSessionEnded,
      webSocketImpl,
    })
    if (!isMain) socket.client.on('connecting', () => (openedAt = Date.now()))
    all.set(path, socket)
    return socket
  }

  const main = open(anyNode)
  const retryNow = () => all.forEach((socket) => socket.retryNow())
  const goOffline = () => all.forEach((socket) => socket.client.terminate())
  const wakeWhenVisible = () => document.visibilityState === 'visible' && retryNow()
  globalThis.window?.addEventListener('online', retryNow)
  globalThis.window?.addEventListener('offline', goOffline)
  globalThis.document?.addEventListener('visibilitychange', wakeWhenVisible)

  return {
    main,
    at: (path) => all.get(path) ?? open(path),
    waitBefore: (line) => (line === main || line.isOpen.get() ? 0 : Math.max(0, openedAt + apart - Date.now())),
    retryNow,
    dispose: () => {
      globalThis.window?.removeEventListener('online', retryNow)
      globalThis.window?.removeEventListener('offline', goOffline)
      globalThis.document?.removeEventListener('visibilitychange', wakeWhenVisible)
      for (const socket of all.values()) socket.dispose()
    },
  }
}
