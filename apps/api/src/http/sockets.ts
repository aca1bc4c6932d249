import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { GraphQLError } from 'graphql'
import { handleProtocols } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { within } from '@parley/realtime'
import { type Asker, clientOfUpgrade, type HttpParts } from './asker.ts'
import { closeCodes } from './close-codes.ts'
import type { Connections } from './connections.ts'
import { maskError } from './errors.ts'
import { closeSocket, SocketIdentity } from './identities.ts'
import { type Params, prepare } from './operations.ts'
import { createLive, type Live } from './live.ts'
import { isOriginAllowed } from './origins.ts'
import { createProtocol, type Extra } from './protocol.ts'
import { askAnother } from './refuse-unless-serving.ts'
import { requestIdOf } from './request-id.ts'
import { graphqlPath, isGraphqlPath } from './yoga.ts'

const maxFrameBytes = 128 * 1024
/** What one socket may ask and follow at once. */
const maxOperations = 1000
/** An operation's id is kept, and is in everything that the operation is told. */
const maxIdLength = 1000

export type Sockets = AsyncDisposable & {
  count(): number
  stats: Live['stats']
  /** Asks all sockets to come back elsewhere, evenly over so many ms. Resolves when all are asked, or `signal` says stop. */
  sendAway(overMs: number, signal?: AbortSignal): Promise<void>
}

type Parts = HttpParts & { connections: Connections }

/** GraphQL over WebSocket (graphql-transport-ws), on the path and by the rules of GraphQL over HTTP. */
export function serveSockets(server: Server, parts: Parts): Sockets {
  const { core, proxies } = parts
  const { config } = core
  const wss = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, handleProtocols, autoPong: false })
  const byAddress = new Map<string, number>()

  server.on('upgrade', (request, stream: Duplex, head) => {
    const refusal = refuseUpgrade(request)
    // Without a listener, a connection that breaks now would break the process.
    if (refusal) stream.on('error', () => stream.destroy())
    if (refusal) return void stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    wss.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', onError)
      const client = clientOfUpgrade(proxies, request)
      if (!countAddress(String(client.address), socket)) return closeSocket(socket, closeCodes.tooManyOfAddress)
      const identity = new SocketIdentity(parts, socket, request.headers.cookie)
      speak({ socket, request: { socket: stream }, client, identity })
    })
  })

  /** ws closes the socket itself, with the code that says why. */
  function onError(error: Error): void {
    core.log.debug({ err: error }, 'A socket broke.')
  }

  function refuseUpgrade(request: IncomingMessage): string | null {
    const { url = '' } = request
    if (url !== graphqlPath && !isGraphqlPath(URL.parse(url, 'http://here')?.pathname ?? '')) return '404 Not Found'
    if (!core.cluster.isAccepting())
      return `503 Service Unavailable\r\nX-Accel-Redirect: ${askAnother['x-accel-redirect']}`
    return isOriginAllowed(config, request.headers.origin, request.headers.host) ? null : '403 Forbidden'
  }

  /** Browsers are told of a close code, but not of an HTTP status: so the socket is opened first. */
  function countAddress(address: string, socket: WebSocket): boolean {
    const count = (byAddress.get(address) ?? 0) + 1
    if (count > config.socketsPerAddress) return false
    byAddress.set(address, count)
    socket.once('close', () => {
      const left = (byAddress.get(address) ?? 1) - 1
      if (left > 0) byAddress.set(address, left)
      else byAddress.delete(address)
    })
    return true
  }

  async function askerOf({ identity, client }: Extra, operationId: string, { extensions }: Params): Promise<Asker> {
    const viewer = await identity.viewerOf(extensions)
    const asker = { viewer, client, cookie: null, requestId: requestIdOf(null), operationId }
    const { traceparent } = extensions ?? {}
    return typeof traceparent === 'string' ? { ...asker, traceparent } : asker
  }

  const live = createLive(core, parts.watchOperation)
  const speak = createProtocol(
    {
      execute: parts.execute,
      subscribe: live.subscribe,
      async onConnect({ extra, connectionParams }) {
        await core.letIn()
        return extra.identity.open(connectionParams)
      },
      async onSubscribe({ extra, subscriptions }, id, params) {
        if (id.length > maxIdLength) return [tooLongId()]
        if (Object.keys(subscriptions).length > maxOperations) return [tooManyOperations()]
        const operation = prepare(parts, await askerOf(extra, id, params), params)
        return 'document' in operation ? live.bind(operation, { ...extra, id }) : operation
      },
      // What breaks off a subscription that went well before.
      onError: (...[, , , errors]) => errors.map((error) => maskError(error, core.log, requestIdOf(null)).toJSON()),
    },
    core.log,
  )

  return {
    count: () => wss.clients.size,
    stats: live.stats,
    async sendAway(overMs, signal) {
      const started = performance.now()
      const all = [...wss.clients]
      for (const [i, socket] of all.entries()) {
        const wait = started + (overMs * i) / all.length - performance.now()
        if (wait > 10) await delay(wait)
        if (signal?.aborted) return
        closeSocket(socket, closeCodes.restarting)
      }
    },
    async [Symbol.asyncDispose]() {
      const closed = [...wss.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
      for (const socket of wss.clients) closeSocket(socket, closeCodes.restarting)
      await within(500, Promise.all(closed))
      for (const socket of wss.clients) socket.terminate()
      wss.close()
    },
  }
}

function tooManyOperations(): GraphQLError {
  const message = `This socket has ${maxOperations} operations already. Complete some, or open another socket.`
  return new GraphQLError(message, { extensions: { code: 'TOO_MANY_OPERATIONS' } })
}

function tooLongId(): GraphQLError {
  const message = `An operation’s id has ${maxIdLength} characters at most.`
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}
