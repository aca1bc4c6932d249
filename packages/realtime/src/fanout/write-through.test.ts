import { once } from 'node:events'
import { createServer, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { TLSSocket } from 'node:tls'
import { expect, test } from 'vitest'
import { isPlainTcp, writeThrough } from './write-through.ts'

/** Both ends of a connection; nobody reads at the far end yet. */
async function connect() {
  const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const near = new Socket().connect(port, '127.0.0.1')
  const [[far]] = (await Promise.all([once(server, 'connection'), once(near, 'connect')])) as [[Socket], unknown]
  return {
    near,
    far,
    [Symbol.dispose]() {
      near.destroy()
      far.destroy()
      server.close()
    },
  }
}

test('what a socket takes is with the system at once, and the stream hears nothing of it', async () => {
  using line = await connect()
  writeThrough(line.near, Buffer.from('one'))
  expect(line.near.writableLength).toBe(0)
  const [chunk] = (await once(line.far.resume(), 'data')) as [Buffer]
  expect(String(chunk)).toBe('one')
})

test('what a socket doesn’t take waits in its stream, and everything arrives in order', async () => {
  using line = await connect()
  const sent: Buffer[] = []
  const write = (text: string) => {
    sent.push(Buffer.alloc(100_003, text))
    writeThrough(line.near, sent.at(-1) as Buffer)
  }
  for (let n = 0; line.near.writableLength === 0; n++) write(`<${n}>`)
  write('while something waits')
  line.near.end()
  const received = await buffer(line.far.resume())
  expect(received.equals(Buffer.concat(sent))).toBe(true)
})

test('nothing is written past a socket that was closed, to whom its descriptor may belong by now', async () => {
  using line = await connect()
  const { near } = line
  near.on('error', () => undefined)
  near.destroy()
  writeThrough(near, Buffer.from('late'))
  expect(await buffer(line.far.resume())).toHaveLength(0)
})

test('only a plain TCP socket is written to past its stream', () => {
  const socket = new Socket()
  expect(isPlainTcp(socket)).toBe(true)
  expect(isPlainTcp(new TLSSocket(socket))).toBe(false)
  socket.destroy()
})
