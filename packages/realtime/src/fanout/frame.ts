/**
 * The `next` messages of graphql-transport-ws as WebSocket frames (RFC 6455: text, final, unmasked as a server's are), one after
 * the other in one buffer. `payloads` are execution results as JSON.
 */
export function nextFrames(id: string, payloads: readonly Buffer[]): Buffer {
  const start = Buffer.from(nextStart(id))
  let size = 0
  for (const payload of payloads) size += frameSize(start.length + payload.length + 1)
  const frames = Buffer.allocUnsafe(size)
  let offset = 0
  for (const payload of payloads) {
    offset = writeHeader(frames, offset, start.length + payload.length + 1)
    offset += start.copy(frames, offset)
    offset += payload.copy(frames, offset)
    frames[offset++] = closingBrace
  }
  return frames
}

/** The same messages as texts, for a socket whose frames are not ours to write. */
export function nextMessages(id: string, payloads: readonly Buffer[]): Buffer[] {
  const [start, end] = [Buffer.from(nextStart(id)), Buffer.from('}')]
  return payloads.map((payload) => Buffer.concat([start, payload, end]))
}

const closingBrace = 0x7d
const finalText = 0x81

function nextStart(id: string): string {
  return `{"id":${JSON.stringify(id)},"type":"next","payload":`
}

function frameSize(length: number): number {
  return length + (length < 126 ? 2 : length < 65_536 ? 4 : 10)
}

function writeHeader(target: Buffer, start: number, length: number): number {
  let offset = start
  target[offset++] = finalText
  if (length < 126) {
    target[offset++] = length
  } else if (length < 65_536) {
    target[offset++] = 126
    offset = target.writeUInt16BE(length, offset)
  } else {
    target[offset++] = 127
    offset = target.writeBigUInt64BE(BigInt(length), offset)
  }
  return offset
}
