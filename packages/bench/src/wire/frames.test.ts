import { expect, test } from 'vitest'
import { FrameReader } from './frames.ts'

function serverFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const { length } = payload
  if (length < 126) return Buffer.concat([Buffer.from([0x81, length]), payload])
  if (length < 65_536) return Buffer.concat([Buffer.from([0x81, 126, length >> 8, length & 255]), payload])
  const header = Buffer.alloc(10)
  header.writeUInt16BE(0x817f)
  header.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([header, payload])
}

test.each([3, 7, 100, 70_000])('frames of all lengths are found in pieces of %i bytes', (size) => {
  const texts = ['', 'short', 'x'.repeat(125), 'y'.repeat(126), 'z'.repeat(300), 'w'.repeat(66_000)]
  const stream = Buffer.concat(texts.map(serverFrame))
  const found: string[] = []
  const reader = new FrameReader((_opcode, buffer, { start, end }) => found.push(buffer.toString('utf8', start, end)))
  // The same buffer again and again, as the sockets use it.
  const shared = Buffer.alloc(size)
  for (let at = 0; at < stream.length; at += size) {
    const length = stream.copy(shared, 0, at, at + size)
    reader.read(shared.subarray(0, length))
  }
  expect(found).toEqual(texts)
})
