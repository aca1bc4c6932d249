import { once } from 'node:events'
import type { ExecutionResult } from 'graphql'
import { createClient, type Client as GraphqlWsClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { App } from '../src/app.ts'
import { type Subscription, subscriptionOf } from './client.ts'

export type SocketOptions = {
  token?: string | null
  headers?: Record<string, string>
  /** Given as they are, instead of a token. */
  params?: Record<string, unknown>
}

/** A real socket that speaks graphql-transport-ws through graphql-ws's own client. */
export type Socket = AsyncDisposable & {
  client: GraphqlWsClient
  subscribe(document: string, variables?: Record<string, unknown>): Subscription
  ask(document: string, variables?: Record<string, unknown>): Promise<ExecutionResult>
  /** Resolves with the close code once the socket is closed. */
  closed: Promise<number>
}

export type Listening = AsyncDisposable & {
  url: string
  wsUrl: string
  /** Opens a socket and waits until it is acknowledged. */
  connect(options?: SocketOptions): Promise<Socket>
  /** Opens a socket and sends nothing. Resolves when it is open; fails with the HTTP status when it is refused. */
  open(headers?: Record<string, string>): Promise<WebSocket>
}

export async function listenTo(app: App): Promise<Listening> {
  const { url } = await app.listen()
  const wsUrl = `${url.replace('http', 'ws')}/graphql`
  const sockets = new Set<AsyncDisposable>()

  async function connect({ token, headers, params }: SocketOptions = {}): Promise<Socket> {
    const closed = Promise.withResolvers<number>()
    const opened = Promise.withResolvers<void>()
    class SocketWithHeaders extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, headers ? { headers } : {})
      }
    }
    const client = createClient({
      url: wsUrl,
      webSocketImpl: SocketWithHeaders,
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      connectionParams: params ?? (token ? { authorization: `Bearer ${token}` } : {}),
      on: {
        connected: () => opened.resolve(),
        closed: (event) => {
          const { code } = event as { code: number }
          closed.resolve(code)
          opened.reject(new Error(`the socket was closed with ${code}`))
        },
      },
    })
    // Nobody may be waiting for it yet.
    opened.promise.catch(() => undefined)
    const socket: Socket = {
      client,
      closed: closed.promise,
      subscribe: (query, variables) =>
        subscriptionOf(client.iterate({ query, ...(variables && { variables }) }) as AsyncIterator<ExecutionResult>),
      async ask(query, variables) {
        for await (const result of client.iterate({ query, ...(variables && { variables }) }))
          return result as ExecutionResult
        throw new Error('no answer')
      },
      [Symbol.asyncDispose]: async () => client.dispose(),
    }
    sockets.add(socket)
    await opened.promise
    return socket
  }

  return {
    url,
    wsUrl,
    connect,
    async open(headers = {}) {
      const socket = new WebSocket(wsUrl, 'graphql-transport-ws', { headers })
      sockets.add({ [Symbol.asyncDispose]: async () => socket.terminate() })
      const refused = once(socket, 'unexpected-response').then(([, response]) => {
        throw new Error(`refused with ${(response as { statusCode: number }).statusCode}`)
      })
      await Promise.race([once(socket, 'open'), refused])
      return socket
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) await socket[Symbol.asyncDispose]()
    },
  }
}
