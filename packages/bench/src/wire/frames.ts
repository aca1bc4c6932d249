/** One frame of a WebSocket server: `buffer` is only valid during the call. */
export type OnFrame = (opcode: number, buffer: Buffer, place: { start: number; end: number }) => void

export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const

/**
 * Finds the frames in what a WebSocket server sends. It reads headers only: counting a frame costs the same whatever is in it.
 * Servers of this bench neither mask nor fragment; a fragment is a protocol error here.
 */
export class FrameReader {
  #rest: Buffer | null = null
  readonly #onFrame: OnFrame
  readonly #place = { start: 0, end: 0 }

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame
  }

  read(chunk: Buffer): void {
    const data = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
    this.#rest = null
    let offset = 0
    while (offset < data.length) {
      const start = payloadStart(data, offset)
      const end = start < 0 ? -1 : start + payloadLength(data, offset)
      if (end < 0 || end > data.length) {
        // The caller uses its buffer again.
        this.#rest = Buffer.from(data.subarray(offset))
        return
      }
      this.#place.start = start
      this.#place.end = end
      this.#onFrame((data[offset] ?? 0) & 0x0f, data, this.#place)
      offset = end
    }
  }
}

/** Where the payload begins, or -1 when the header isn't there in full. */
function payloadStart(data: Buffer, offset: number): number {
  if (data.length < offset + 2) return -1
  const length = (data[offset + 1] ?? 0) & 0x7f
  const start = offset + (length < 126 ? 2 : length === 126 ? 4 : 10)
  return data.length < start ? -1 : start
}

function payloadLength(data: Buffer, offset: number): number {
  const length = (data[offset + 1] ?? 0) & 0x7f
  if (length < 126) return length
  return length === 126 ? data.readUInt16BE(offset + 2) : Number(data.readBigUInt64BE(offset + 2))
}

/** A client's frame. Its mask is zero, which the protocol allows and costs nothing. */
export function clientFrame(text: string, opcode: number = opcodes.text): Buffer {
  const length = Buffer.byteLength(text)
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.alloc(header + 4 + length)
  frame[0] = 0x80 | opcode
  if (header === 2) frame[1] = 0x80 | length
  else if (header === 4) {
    frame[1] = 0x80 | 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 0x80 | 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, header + 4)
  return frame
}
