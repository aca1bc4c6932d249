import { connect, type Socket } from 'node:net'

/** One kept-alive HTTP connection that posts GraphQL and reads the answers; one request at a time. */
export class HttpConnection {
  readonly #stream: Socket
  readonly #head: string
  #received: Buffer = Buffer.alloc(0)
  #waiting: { resolve(body: unknown): void; reject(error: Error): void } | null = null

  constructor(port: number, token?: string) {
    this.#head = [
      'POST /graphql HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Content-Type: application/json',
      'Accept: application/json',
      ...(token ? [`Authorization: Bearer ${token}`] : []),
      'Content-Length: ',
    ].join('\r\n')
    this.#stream = connect({ host: '127.0.0.1', port, noDelay: true })
    this.#stream.on('data', (chunk: Buffer) => this.#read(chunk))
    this.#stream.on('error', (error) => this.#waiting?.reject(error))
    this.#stream.on('close', () => this.#waiting?.reject(new Error('The connection was closed.')))
  }

  ask(operation: object): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.#waiting = { resolve, reject }
    const body = JSON.stringify(operation)
    this.#stream.write(`${this.#head}${Buffer.byteLength(body)}\r\n\r\n${body}`)
    return promise
  }

  cut(): void {
    this.#waiting = null
    this.#stream.destroy()
  }

  #read(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const body = completeBody(this.#received)
    if (body === null) return
    this.#received = Buffer.alloc(0)
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.resolve(JSON.parse(body))
  }
}

/** The body of an answer, or null when it isn't there in full. */
function completeBody(received: Buffer): string | null {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = received.toString('latin1', 0, end).toLowerCase()
  const rest = received.subarray(end + 4)
  if (head.includes('transfer-encoding: chunked')) return joinChunks(rest)
  const length = Number(/content-length: (\d+)/.exec(head)?.[1])
  return rest.length < length ? null : rest.toString('utf8', 0, length)
}

function joinChunks(data: Buffer): string | null {
  const parts: Buffer[] = []
  let offset = 0
  for (;;) {
    const lineEnd = data.indexOf('\r\n', offset)
    if (lineEnd < 0) return null
    const size = Number.parseInt(data.toString('latin1', offset, lineEnd), 16)
    const start = lineEnd + 2
    if (data.length < start + size + 2) return null
    if (size === 0) return Buffer.concat(parts).toString('utf8')
    parts.push(data.subarray(start, start + size))
    offset = start + size + 2
  }
}
