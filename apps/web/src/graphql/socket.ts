import { type Client, createClient } from 'graphql-ws'
import { createStore, type Store } from '../lib/store.ts'
import type { Connection } from './connection-store.ts'
import { retryDelay } from './retry-delay.ts'

export type Socket = {
  client: Client
  isOpen: Pick<Store<boolean>, 'get' | 'subscribe'>
  /** Cuts the wait before the next attempt short. */
  retryNow: () => void
  dispose: () => void
}

type SocketOptions = {
  url: string
  /** How long it stays open when nothing uses it, in milliseconds. */
  idleMs: number
  /** Told how the line is, whenever that changes. */
  report: (connection: Connection) => void
  /** The server ended the session: there is nothing to reconnect for. */
  onSessionEnded: () => void
  webSocketImpl?: unknown
}

const stayAwayCodes = [4401, 4403]
const pingEvery = 12_000
const pongWithin = 6_000
/** A node that is frozen takes connections and never answers. */
const openWithin = 5_000

/** One WebSocket that stays: it is opened by the first operation and comes back by itself, forever. */
export function createSocket({ url, idleMs, report, onSessionEnded, webSocketImpl }: SocketOptions): Socket {
  const isOpen = createStore(false)
  let wake = () => {}
  let awaySince: number | undefined
  let patience: ReturnType<typeof setTimeout> | undefined

  const terminateIn = (milliseconds: number) => {
    clearTimeout(patience)
    patience = setTimeout(() => client.terminate(), milliseconds)
  }

  const client = createClient({
    url,
    lazyCloseTimeout: idleMs,
    keepAlive: pingEvery,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (reason) => !isSessionEnd(reason),
    retryWait: (retries) => waitToRetry(retries),
    generateID: createIdGenerator(),
    ...(webSocketImpl !== undefined && { webSocketImpl }),
    on: {
      connecting: () => terminateIn(openWithin),
      connected: () => {
        clearTimeout(patience)
        awaySince = undefined
        isOpen.set(true)
        report({ state: 'online' })
      },
      ping: (isReceived) => {
        if (!isReceived) terminateIn(pongWithin)
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(patience)
      },
      closed: (event) => {
        clearTimeout(patience)
        isOpen.set(false)
        if (isSessionEnd(event)) onSessionEnded()
        else if (closeCode(event) === 1000) report({ state: 'connecting' })
        else lost(null)
      },
    },
  })

  function lost(nextTryAt: number | null) {
    awaySince ??= Date.now()
    const since = awaySince
    report(isOffline() ? { state: 'offline', since } : { state: 'reconnecting', since, nextTryAt })
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

  return {
    client,
    isOpen,
    retryNow: () => wake(),
    dispose: () => {
      clearTimeout(patience)
      // A line that is down can't be closed well, and needn't be.
      Promise.resolve(client.dispose()).catch(() => {})
    },
  }
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
