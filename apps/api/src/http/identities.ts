import type { WebSocket } from 'ws'
import type { Viewer } from '../context.ts'
import { viewerOfToken } from '../features/accounts/sessions.ts'
import { type HttpParts, tokenOf } from './asker.ts'
import { type CloseCode, closeCodes } from './close-codes.ts'
import type { Connection, Connections } from './connections.ts'

type Parts = Pick<HttpParts, 'core'> & { connections: Connections }
type Given = Record<string, unknown> | null | undefined

/** The sessions that one socket has spoken for: the one it was opened with, and those of single operations. */
const maxSessions = 5

/**
 * Who speaks on a socket. It is whoever connection_init or the cookie says; an operation may bring an authorization of its
 * own in `extensions.headers`, as GraphiQL does. The socket closes when any of these sessions ends.
 */
export class SocketIdentity {
  readonly #parts: Parts
  readonly #socket: WebSocket
  readonly #bySession = new Map<string, Connection>()
  #main: Connection | null = null
  /** The upgrade's cookies, until it is known who speaks. */
  #cookies: string | null

  constructor(parts: Parts, socket: WebSocket, cookies: string | undefined) {
    this.#parts = parts
    this.#socket = socket
    this.#cookies = cookies ?? null
  }

  /** Takes the credentials that the socket is opened with. False when there are some and they are bad. */
  async open(params: Given): Promise<boolean> {
    const given = tokenOfParams(params)
    const token = given ?? tokenOf(null, this.#cookies)
    this.#cookies = null
    const viewer = await viewerOfToken(this.#parts.core, token)
    if (viewer) this.#main = this.#register(viewer)
    return viewer !== null || given === null
  }

  /** The viewer of an operation. */
  async viewerOf(extensions: Given): Promise<Viewer | null> {
    const given = tokenOfParams(extensions?.headers as Given)
    if (given === null) return this.#main?.viewer ?? null
    const viewer = await viewerOfToken(this.#parts.core, given)
    return viewer && (this.#register(viewer)?.viewer ?? null)
  }

  #register(viewer: Viewer): Connection | null {
    const known = this.#bySession.get(viewer.sessionId)
    if (known || this.#bySession.size >= maxSessions) return known ?? null
    const { core, connections } = this.#parts
    const connection: Connection = { viewer, close: (why) => closeSocket(this.#socket, why) }
    if (connections.countOf(viewer.user.id) >= core.config.socketsPerUser) {
      connection.close(closeCodes.tooManyOfUser)
      return null
    }
    if (this.#socket.readyState !== this.#socket.OPEN) return null
    this.#bySession.set(viewer.sessionId, connection)
    const remove = connections.add(connection)
    const disconnect = core.presence.connect(viewer.user.id)
    this.#socket.once('close', () => {
      remove()
      disconnect()
    })
    return connection
  }
}

/** How long a client may take to answer that it was closed, in ms. */
const goodbyeMs = 2_000

export function closeSocket(socket: WebSocket, { code, reason }: CloseCode): void {
  if (socket.readyState !== socket.OPEN) return
  socket.close(code, reason)
  const late = setTimeout(() => socket.terminate(), goodbyeMs).unref()
  socket.once('close', () => clearTimeout(late))
}

/** `authorization: 'Bearer …'` or `token`. One of another kind is a bad one, not none. */
function tokenOfParams(params: Given): string | null {
  const authorization = params?.authorization ?? params?.Authorization
  if (authorization != null) return (typeof authorization === 'string' && tokenOf(authorization, null)) || ''
  const token = params?.token ?? null
  return token === null || typeof token === 'string' ? token : ''
}
