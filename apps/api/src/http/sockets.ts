import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { useServer } from 'graphql-ws/use/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { viewerOfToken } from '../features/accounts/sessions.ts'
import { type Asker, clientOfUpgrade, type HttpParts, tokenOf } from './asker.ts'
import { type CloseCode, closeCodes } from './close-codes.ts'
import type { Connection, Connections } from './connections.ts'
import { type Operation, prepare } from './operations.ts'
import { isOriginAllowed } from './origins.ts'
import { requestIdOf } from './request-id.ts'
import { type GraphqlServer, graphqlPath } from './yoga.ts'

const maxFrameBytes = 128 * 1024
const keepAliveMs = 12_000

export type Sockets = AsyncDisposable & { count(): number }

type Parts = HttpParts & { graphql: GraphqlServer; connections: Connections }
type Extra = { socket: WebSocket; request: IncomingMessage; connection?: Connection }

/** GraphQL over WebSocket (graphql-transport-ws), on the path and by the rules of GraphQL over HTTP. */
export function serveSockets(server: Server, parts: Parts): Sockets {
  const { core, proxies, graphql, connections } = parts
  const { config, presence } = core
  const wss = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, clientTracking: true })
  const byAddress = new Map<string, number>()
  const leave = new WeakMap<WebSocket, () => void>()

  server.on('upgrade', (request, stream: Duplex, head) => {
    const refusal = refuseUpgrade(request)
    if (refusal) return void stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    wss.handleUpgrade(request, stream, head, (socket) => {
      const { address } = clientOfUpgrade(proxies, request)
      if (!countAddress(address, socket)) return close(socket, closeCodes.tooManyOfAddress)
      wss.emit('connection', socket, request)
    })
  })

  function refuseUpgrade(request: IncomingMessage): string | null {
    if (URL.parse(request.url ?? '', 'http://here')?.pathname !== graphqlPath) return '404 Not Found'
    return isOriginAllowed(config, request.headers.origin, request.headers.host) ? null : '403 Forbidden'
  }

  function countAddress(address: string | null, socket: WebSocket): boolean {
    const key = String(address)
    const count = (byAddress.get(key) ?? 0) + 1
    if (count > config.socketsPerAddress) return false
    byAddress.set(key, count)
    socket.once('close', () => {
      const left = (byAddress.get(key) ?? 1) - 1
      if (left > 0) byAddress.set(key, left)
      else byAddress.delete(key)
    })
    return true
  }

  async function connect(extra: Extra, params: Record<string, unknown> | undefined): Promise<boolean> {
    const given = tokenOfParams(params)
    const viewer = await viewerOfToken(core, given ?? tokenOf(null, extra.request.headers.cookie))
    if (!viewer) return given === null
    if (connections.countOf(viewer.user.id) >= config.socketsPerUser) {
      close(extra.socket, closeCodes.tooManyOfUser)
      return true
    }
    extra.connection = { viewer, close: (why) => close(extra.socket, why) }
    const remove = connections.add(extra.connection)
    const disconnect = presence.connect(viewer.user.id)
    leave.set(extra.socket, () => {
      remove()
      disconnect()
    })
    if (extra.socket.readyState !== extra.socket.OPEN) leave.get(extra.socket)?.()
    else extra.socket.once('close', () => leave.get(extra.socket)?.())
    return true
  }

  function askerOf({ connection, request }: Extra): Asker {
    return {
      viewer: connection?.viewer ?? null,
      client: clientOfUpgrade(proxies, request),
      cookie: null,
      requestId: requestIdOf(null),
    }
  }

  const graphqlWs = useServer<Record<string, unknown> | undefined, Extra>(
    {
      execute: (args) => (args as Operation).enveloped.execute(args),
      subscribe: (args) => (args as Operation).enveloped.subscribe(args),
      onConnect: (ctx) => connect(ctx.extra as Extra, ctx.connectionParams),
      onSubscribe: (ctx, _id, params) => prepare(graphql, askerOf(ctx.extra as Extra), params),
      isProd: true,
    },
    wss,
    keepAliveMs,
  )

  return {
    count: () => wss.clients.size,
    async [Symbol.asyncDispose]() {
      const closed = [...wss.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
      for (const socket of wss.clients) close(socket, closeCodes.restarting)
      await Promise.race([Promise.all(closed), new Promise((resolve) => setTimeout(resolve, 500).unref())])
      for (const socket of wss.clients) socket.terminate()
      await graphqlWs.dispose()
    },
  }
}

function tokenOfParams(params: Record<string, unknown> | undefined): string | null {
  const authorization = params?.authorization ?? params?.Authorization
  if (typeof authorization === 'string') return tokenOf(authorization, null) ?? ''
  return typeof params?.token === 'string' ? params.token : null
}

function close(socket: WebSocket, { code, reason }: CloseCode): void {
  socket.close(code, reason)
}
