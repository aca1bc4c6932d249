import { WireSocket } from './socket.ts'
import type { OnFrame } from './frames.ts'

export type GraphqlSocketOptions = {
  port: number
  /** `/graphql` by default. */
  path?: string
  token?: string
  /** Told of every frame once the connection is acknowledged, instead of reading it as an answer to `ask`. */
  onFrame?: OnFrame
}

export type Operation = { operationName?: string; query: string; variables: Record<string, unknown> }

type Message = { type: string; id?: string; payload?: unknown }

/** graphql-transport-ws over a raw socket. A follower's frames are only counted; answers to `ask` are read. */
export class GraphqlSocket {
  #socket: WireSocket | null = null
  readonly #asked = new Map<string, (payload: unknown) => void>()
  readonly #acknowledged = Promise.withResolvers<void>()
  #isAcknowledged = false
  #lastId = 0

  static async open(options: GraphqlSocketOptions): Promise<GraphqlSocket> {
    const socket = new GraphqlSocket()
    const wire = await WireSocket.open({
      port: options.port,
      path: options.path ?? '/graphql',
      protocol: 'graphql-transport-ws',
      onFrame: (opcode, buffer, place) => {
        if (socket.#isAcknowledged && options.onFrame) options.onFrame(opcode, buffer, place)
        else socket.#receive(JSON.parse(buffer.toString('utf8', place.start, place.end)) as Message)
      },
    })
    socket.#socket = wire
    void wire.closed.then((code) => socket.#acknowledged.reject(new Error(`The socket was closed with ${code}.`)))
    const payload = options.token ? { authorization: `Bearer ${options.token}` } : {}
    wire.send(JSON.stringify({ type: 'connection_init', payload }))
    await socket.#acknowledged.promise
    return socket
  }

  subscribe(id: string, operation: Operation): void {
    this.#wire.send(JSON.stringify({ id, type: 'subscribe', payload: operation }))
  }

  /** Asks a query or a mutation and resolves with the result. */
  ask(operation: Operation): Promise<unknown> {
    const id = String(++this.#lastId)
    const { promise, resolve } = Promise.withResolvers<unknown>()
    this.#asked.set(id, resolve)
    this.subscribe(id, operation)
    return promise
  }

  cut(): void {
    this.#wire.cut()
  }

  get #wire(): WireSocket {
    if (!this.#socket) throw new Error('The socket is not open.')
    return this.#socket
  }

  #receive(message: Message): void {
    if (message.type === 'connection_ack') {
      this.#isAcknowledged = true
      this.#acknowledged.resolve()
    } else if (message.type === 'ping') {
      this.#wire.send('{"type":"pong"}')
    } else if (message.type === 'next' || message.type === 'error') {
      const { id = '', payload } = message
      this.#asked.get(id)?.(payload)
      this.#asked.delete(id)
    }
  }
}
