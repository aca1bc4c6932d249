import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type ExecutionArgs, parse, validate } from 'graphql'
import { type Client, type ClientOptions, createClient } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocket, WebSocketServer, type ServerOptions } from 'ws'
import {
  createFanout,
  createFeeds,
  createMemoryBroker,
  createSharedSubscribe,
  type FanoutOptions,
} from '../src/index.ts'
import { schema, type TestContext, type Viewer } from './chat-schema.ts'
import { MemoryLog, type TestEvent } from './memory-log.ts'

type ChatServerOptions = {
  readonly fanout?: FanoutOptions
  readonly ws?: ServerOptions
  readonly ringSize?: number
  /** Who a connection's `?viewer=` is. */
  readonly viewers?: Readonly<Record<string, Viewer>>
}

/** A whole server on a free port: the chat schema over graphql-ws with the shared fan-out beneath. Counts what it executes. */
export async function startChatServer(options: ChatServerOptions = {}) {
  const broker = createMemoryBroker()
  const log = new MemoryLog()
  log.create('s')
  const errors: unknown[] = []
  const feeds = createFeeds<TestEvent>({
    broker,
    source: log,
    topicOf: (stream) => stream,
    sweepMs: 200,
    ringSize: options.ringSize ?? 64,
    onError: (error) => errors.push(error),
  })
  const fanout = createFanout(options.fanout)
  const executed: unknown[] = []
  const shared = createSharedSubscribe<TestContext>({
    fanout,
    viewerOf: ({ viewer }) => ({ key: viewer.name, class: viewer.role }),
    freshContext: (context) => () => {
      executed.push(context.viewer.name)
      return context
    },
  })

  const http = createServer().listen(0, '127.0.0.1')
  const sockets = new WebSocketServer({ server: http, maxPayload: 100_000, ...options.ws })
  useServer(
    {
      onSubscribe(connection, id, { query, operationName, variables }) {
        const { socket, request } = connection.extra as { socket: WebSocket; request: IncomingMessage }
        const name = new URL(request.url ?? '/', 'http://x').searchParams.get('viewer') ?? 'anna'
        const viewer = options.viewers?.[name] ?? { name, role: 'member' }
        const document = parse(query)
        const faults = validate(schema, document)
        if (faults.length > 0) return faults
        const contextValue: TestContext = { viewer, feeds }
        const args: ExecutionArgs = { schema, document, operationName, variableValues: variables, contextValue }
        return shared.bind(args, { id, socket, request })
      },
      subscribe: shared.subscribe,
    },
    sockets,
  )
  await once(http, 'listening')
  const address = http.address()
  const url = `ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
  const clients: { close: () => void }[] = []

  return {
    url,
    broker,
    log,
    errors,
    feeds,
    fanout,
    executed,
    sockets,
    async commit(count = 1, stream = 's') {
      await broker.publish(stream, log.commit(stream, count))
    },
    client(viewer = 'anna', clientOptions: Partial<ClientOptions> = {}): Client {
      const client = createClient({
        url: `${url}?viewer=${viewer}`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        ...clientOptions,
      })
      clients.push({ close: () => void client.dispose() })
      return client
    },
    async raw(viewer = 'anna'): Promise<RawClient> {
      const socket = new WebSocket(`${url}?viewer=${viewer}`, 'graphql-transport-ws')
      clients.push({ close: () => socket.terminate() })
      const client = new RawClient(socket)
      await once(socket, 'open')
      return client
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close()
      for (const socket of sockets.clients) socket.terminate()
      feeds.close()
      await broker.close()
      sockets.close()
      http.close()
      await once(http, 'close')
    },
  }
}

export type Message = { readonly id?: string; readonly type: string; readonly payload?: unknown }

/** Speaks the protocol by hand. */
export class RawClient {
  readonly socket: WebSocket
  readonly messages: Message[] = []
  readonly closed: Promise<number>
  #wake = () => undefined as void

  constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data: Buffer) => {
      this.messages.push(JSON.parse(data.toString()))
      this.#wake()
    })
    socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => socket.once('close', resolve))
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  async init(): Promise<void> {
    this.send({ type: 'connection_init' })
    await this.until((message) => message.type === 'connection_ack')
  }

  subscribe(id: string, query: string, variables?: object): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } })
  }

  /** The first message that matches, also of those that came already. */
  async until(matches: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(matches)
      if (found) return found
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  /** The `next` payloads of an operation, once there are `count`. */
  async payloads(id: string, count: number): Promise<unknown[]> {
    const mine = () => this.messages.filter((message) => message.id === id && message.type === 'next')
    await this.until(() => mine().length >= count)
    return mine().map((message) => message.payload)
  }
}
