import type { Duplex, Writable } from 'node:stream'
import { CloseCode, makeServer, type ServerOptions } from 'graphql-ws'
import type { Logger } from 'pino'
import type { RawData, WebSocket } from 'ws'
import type { Client } from '../context.ts'
import { closeCodes } from './close-codes.ts'
import { isPassing } from './errors.ts'
import { closeSocket, type SocketIdentity } from './identities.ts'
import { inTurns, type Message } from './turns.ts'

/** What graphql-ws knows of a socket besides its protocol: of the upgrade request no more than is needed later. */
export type Extra = { socket: WebSocket; request: { socket: Duplex }; client: Client; identity: SocketIdentity }
export type ProtocolOptions = ServerOptions<Record<string, unknown> | undefined, Extra>

const keepAliveMs = 12_000
/** So much may wait for a socket before who tells it more waits too. */
const patientBytes = 64 * 1024
/** Who asks for more and reads nothing is closed when so much waits. */
const maxQueuedBytes = 1024 * 1024
/** What only a server says: from a client it is no message. */
const serverTypes = new Set<unknown>(['connection_ack', 'next', 'error'])

/**
 * Speaks graphql-transport-ws on sockets. As graphql-ws's own adapter does, but that a client's faults (a frame that is too
 * large, a broken connection) are not the server's errors, and that its own are logged. Errors of the socket are the caller's.
 */
export function createProtocol(options: ProtocolOptions, log: Logger): (extra: Extra) => void {
  const server = makeServer(options)
  return (extra) => {
    const { socket } = extra
    const stopPinging = terminateWhenDead(socket)
    socket.on('ping', (data: Buffer) => {
      writeTogether(extra.request.socket)
      pong(socket, data)
    })
    const close = (code: number, reason: string) => socket.close(code, shortened(reason))
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send(data) {
          writeTogether(extra.request.socket)
          return send(socket, data)
        },
        close,
        onMessage(take) {
          const hear = inTurns({
            // It also takes what was read already.
            take: (message) => take(message as string),
            refuse: (id) => close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`),
            isOpen: () => socket.readyState === socket.OPEN,
          })
          socket.on('message', (data: RawData) => {
            hear(read((data as Buffer).toString())).catch((error: unknown) => {
              if (isPassing(error)) log.warn({ err: error }, 'A socket is sent away for a moment.')
              else log.error({ err: error }, 'A message of a socket met a bug.')
              closeSocket(socket, isPassing(error) ? closeCodes.unavailable : closeCodes.internalError)
            })
          })
        },
      },
      extra,
    )
    socket.once('close', (code, reason) => {
      stopPinging()
      closed(code, String(reason)).catch((error: unknown) => log.error({ err: error }, 'A socket did not close well.'))
    })
  }
}

/**
 * The protocol's server keeps a message as long as its operation lives: one that was read is smaller than its text. What is no
 * message it gets as it is, and refuses.
 */
function read(text: string): Message {
  try {
    const message: unknown = JSON.parse(text)
    if (typeof message !== 'object' || message === null) return text
    return 'type' in message && serverTypes.has(message.type) ? '' : message
  } catch {
    return text
  }
}

/** Resolves when more may be said: at once, unless the socket is slower than what it is told. */
function send(socket: WebSocket, data: string): Promise<void> | undefined {
  if (socket.readyState !== socket.OPEN) return undefined
  if (socket.bufferedAmount > maxQueuedBytes) closeSocket(socket, closeCodes.tooSlow)
  if (socket.bufferedAmount > patientBytes) return new Promise((resolve) => socket.send(data, () => resolve()))
  socket.send(data)
  return undefined
}

/** ws by itself would cut off who has sixty answers to come, and not say why: also who sent as many pings at once and reads. */
function pong(socket: WebSocket, data: Buffer): void {
  if (socket.bufferedAmount > maxQueuedBytes) closeSocket(socket, closeCodes.tooSlow)
  else socket.pong(data)
}

/** What one tick says to a socket leaves in one write: the answers of a group commit, each with its `complete`. */
function writeTogether(raw: Writable): void {
  if (raw.writableCorked > 0) return
  raw.cork()
  process.nextTick(() => raw.uncork())
}

/** What of a reason fits into a close frame: it may quote what a client sent. */
function shortened(reason: string): string {
  return new TextDecoder().decode(Buffer.from(reason).subarray(0, 123), { stream: true })
}

/** Pings, and cuts off who has not answered by the next time. */
function terminateWhenDead(socket: WebSocket): () => void {
  let isAlive = true
  socket.on('pong', () => {
    isAlive = true
  })
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    if (socket.readyState === socket.OPEN) socket.ping()
  }, keepAliveMs)
  return () => clearInterval(timer)
}
