import { Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Message } from './chat-server.ts'

/** A server's side of a WebSocket that keeps what is written, and reads the frames as a client would. */
export class FakeSocket {
  readonly OPEN = 1
  readyState = 1
  extensions = ''
  bufferedAmount = 0
  closed: { code: number; reason: string } | undefined
  isTerminated = false
  readonly sent: string[] = []
  readonly writes: Buffer[] = []
  /** Nobody reads on the other side. */
  isStalled = false
  readonly raw = new Writable({
    highWaterMark: 1,
    write: (chunk: Buffer, _, done) => {
      this.writes.push(chunk)
      if (!this.isStalled) done()
    },
  })

  send(message: Buffer): void {
    this.sent.push(String(message))
  }

  close(code: number, reason: string): void {
    this.closed = { code, reason }
    this.readyState = 2
  }

  terminate(): void {
    this.isTerminated = true
    this.readyState = 3
  }

  /** Where an operation comes from, for `bind` and `serve`. */
  from(id: string) {
    return { id, socket: this as unknown as WebSocket, raw: this.raw, request: { socket: this.raw } }
  }

  messages(id?: string): Message[] {
    const messages = [...framesIn(Buffer.concat(this.writes)), ...this.sent].map((text): Message => JSON.parse(text))
    return id === undefined ? messages : messages.filter((message) => message.id === id)
  }

  payloads(id?: string): unknown[] {
    return this.messages(id).map((message) => message.payload)
  }
}

function* framesIn(bytes: Buffer): Generator<string> {
  for (let offset = 0; offset < bytes.length; ) {
    if (bytes[offset] !== 0x81) throw new Error(`No final text frame at ${offset}.`)
    const short = bytes[offset + 1] ?? 0
    const [start, length] =
      short < 126
        ? [offset + 2, short]
        : short === 126
          ? [offset + 4, bytes.readUInt16BE(offset + 2)]
          : [offset + 10, Number(bytes.readBigUInt64BE(offset + 2))]
    yield bytes.toString('utf8', start, start + length)
    offset = start + length
  }
}

/** Resolves when everything that was started without timers and I/O has come to its end. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve))
}
