import { type Client, createClient } from 'graphql-ws'
import type { ConnectionStore } from './connection-store.ts'

export type Socket = {
  client: Client
  isOpen: () => boolean
  /** Cuts the wait before the next attempt short. */
  retryNow: () => void
  dispose: () => void
}

type SocketOptions = {
  url: string
  connection: ConnectionStore
  /** The server ended the session: there is nothing to reconnect for. */
  onSessionEnded: () => void
  webSocketImpl?: unknown
}

const stayAwayCodes = [4401, 4403]
const pingEvery = 12_000
const pongWithin = 6_000
const longestWait = 20_000

/** One WebSocket that stays: it is opened by the first operation and comes back by itself, forever. */
export function createSocket({ url, connection, onSessionEnded, webSocketImpl }: SocketOptions): Socket {
  let isOpen = false
  let wake = () => {}
  let pongTimer: ReturnType<typeof setTimeout> | undefined
  const nextId = createIdGenerator()

  const client = createClient({
    url,
    lazyCloseTimeout: 60_000,
    keepAlive: pingEvery,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (reason) => !isSessionEnd(reason),
    retryWait: (retries) => waitToRetry(retries),
    generateID: nextId,
    ...(webSocketImpl !== undefined && { webSocketImpl }),
    on: {
      connected: () => {
        isOpen = true
        connection.set({ state: 'online' })
      },
      ping: (isReceived) => {
        if (!isReceived) pongTimer = setTimeout(() => client.terminate(), pongWithin)
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer)
      },
      closed: (event) => {
        isOpen = false
        clearTimeout(pongTimer)
        if (isSessionEnd(event)) onSessionEnded()
        else if (closeCode(event) === 1000) connection.set({ state: 'connecting' })
        else lost(null)
      },
    },
  })

  function lost(nextTryAt: number | null) {
    const current = connection.get()
    const since = 'since' in current ? current.since : Date.now()
    connection.set(isOffline() ? { state: 'offline', since } : { state: 'reconnecting', since, nextTryAt })
  }

  async function waitToRetry(retries: number) {
    const wait = retryDelay(retries)
    lost(Date.now() + wait)
    await new Promise<void>((resolve) => {
      wake = resolve
      if (!isOffline()) setTimeout(resolve, wait)
    })
    lost(null)
  }

  const retryNow = () => wake()
  const goOffline = () => client.terminate()
  const wakeWhenVisible = () => document.visibilityState === 'visible' && wake()
  globalThis.window?.addEventListener('online', retryNow)
  globalThis.window?.addEventListener('offline', goOffline)
  globalThis.document?.addEventListener('visibilitychange', wakeWhenVisible)

  return {
    client,
    isOpen: () => isOpen,
    retryNow,
    dispose: () => {
      globalThis.window?.removeEventListener('online', retryNow)
      globalThis.window?.removeEventListener('offline', goOffline)
      globalThis.document?.removeEventListener('visibilitychange', wakeWhenVisible)
      // A line that is down can't be closed well, and needn't be.
      Promise.resolve(client.dispose()).catch(() => {})
    },
  }
}

/** The first retry is quick; all are spread, so that a node's clients don't come back in one wave. */
export function retryDelay(retries: number): number {
  if (retries === 0) return 80 + Math.random() * 420
  return Math.min(longestWait, 1000 * 2 ** (retries - 1)) * (0.5 + Math.random() / 2)
}

/** Followers of one room use one id, so that the server's frames for them are the same to the byte and it prepares one for all. */
export function createIdGenerator() {
  let last = 0
  return (payload: { operationName?: string | null; variables?: Record<string, unknown> | null }): string => {
    if (payload.operationName === 'RoomEvents') return `e:${String(payload.variables?.roomId)}`
    if (payload.operationName === 'RoomSignals') return `s:${String(payload.variables?.roomId)}`
    if (payload.operationName === 'MyEvents') return 'me'
    last += 1
    return String(last)
  }
}

function isOffline(): boolean {
  // Node has a navigator that doesn't say.
  return 'onLine' in navigator && !navigator.onLine
}

/** Whether the server closed the socket because it no longer knows who we are. */
export function isSessionEnd(reason: unknown): boolean {
  return stayAwayCodes.includes(closeCode(reason) ?? 0)
}

function closeCode(reason: unknown): number | undefined {
  return typeof reason === 'object' && reason !== null && 'code' in reason ? Number(reason.code) : undefined
}
