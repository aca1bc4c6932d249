import { connect, type Socket } from 'node:net'
import { clientFrame, FrameReader, type OnFrame, opcodes } from './frames.ts'

export type SocketOptions = { port: number; path: string; protocol?: string; onFrame: OnFrame }

// All sockets read into one buffer: a read and its callback are over before the next read.
const shared = Buffer.alloc(256 * 1024)

/** A WebSocket client with nothing to it: it tells of frames and sends texts. */
export class WireSocket {
  readonly #stream: Socket
  readonly #reader: FrameReader
  readonly #options: SocketOptions
  #head: string | null = ''
  #closeCode = 1006
  readonly #opening = Promise.withResolvers<void>()
  readonly #closing = Promise.withResolvers<number>()

  static async open(options: SocketOptions): Promise<WireSocket> {
    const socket = new WireSocket(options)
    await socket.#opening.promise
    return socket
  }

  private constructor(options: SocketOptions) {
    this.#options = options
    this.#reader = new FrameReader((opcode, buffer, place) => {
      if (opcode === opcodes.text) options.onFrame(opcode, buffer, place)
      else if (opcode === opcodes.ping) this.#stream.write(clientFrame('', opcodes.pong))
      else if (opcode === opcodes.close && place.end - place.start >= 2)
        this.#closeCode = buffer.readUInt16BE(place.start)
    })
    this.#stream = connect({
      host: '127.0.0.1',
      port: options.port,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (size: number) => {
          this.#read(shared.subarray(0, size))
          return true
        },
      },
    })
    this.#stream.on('connect', () => this.#stream.write(upgradeRequest(options)))
    this.#stream.on('error', (error) => this.#opening.reject(error))
    this.#stream.on('close', () => {
      this.#opening.reject(new Error('The socket was closed before it was open.'))
      this.#closing.resolve(this.#closeCode)
    })
  }

  /** The code that the server closed with; 1006 when it just went away. */
  get closed(): Promise<number> {
    return this.#closing.promise
  }

  send(text: string): void {
    this.#stream.write(clientFrame(text))
  }

  /** Cuts the line without a word. */
  cut(): void {
    this.#stream.destroy()
  }

  #read(chunk: Buffer): void {
    if (this.#head === null) return this.#reader.read(chunk)
    this.#head += chunk.toString('latin1')
    const end = this.#head.indexOf('\r\n\r\n')
    if (end < 0) return
    const [status = ''] = this.#head.split('\r\n')
    const rest = Buffer.from(this.#head.slice(end + 4), 'latin1')
    this.#head = null
    if (!status.includes(' 101 ')) {
      this.#opening.reject(new Error(`${this.#options.path} answered: ${status}`))
      return this.cut()
    }
    this.#opening.resolve()
    if (rest.length > 0) this.#reader.read(rest)
  }
}

function upgradeRequest({ port, path, protocol }: SocketOptions): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
    '\r\n',
  ].join('\r\n')
}
