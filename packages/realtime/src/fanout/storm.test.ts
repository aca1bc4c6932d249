import { afterEach, beforeEach, expect, test } from 'vitest'
import { startChatServer } from '../../test/chat-server.ts'
import { formatCursor } from '../feed/cursor.ts'

let server: Awaited<ReturnType<typeof startChatServer>>
beforeEach(async () => {
  server = await startChatServer({ fanout: { maxQueuedBytes: 100_000, graceMs: 200 }, ringSize: 64 })
})
afterEach(() => server[Symbol.asyncDispose]())

const query = 'subscription ($after: String) { events(stream: "s", after: $after) { seq } }'
const large = 'subscription ($after: String) { events(stream: "s", after: $after) { seq text(times: 10000) } }'
const after = (seq: number) => ({ after: formatCursor({ epoch: 'e1', seq }) })
const seqs = (payloads: unknown[]) =>
  payloads.map((payload) => (payload as { data: { events: { seq: number } } }).data.events.seq)
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

test('a client that stops reading is closed and costs the others nothing; it comes back with its cursor', async () => {
  const [stalled, fine] = [await server.raw('stalled'), await server.raw('fine')]
  for (const client of [stalled, fine]) {
    await client.init()
    client.subscribe('1', large, after(0))
  }
  await server.commit()
  await stalled.payloads('1', 1)
  stalled.socket.pause()
  let total = 1
  for (; server.fanout.stats().slowSockets === 0 && total < 1_000; total++) {
    await server.commit()
    await fine.payloads('1', total + 1)
  }
  expect(server.fanout.stats()).toMatchObject({ slowSockets: 1 })
  await expect.poll(() => server.sockets.clients.size).toBe(1)
  expect(server.fanout.stats()).toMatchObject({ members: 1 })
  expect(seqs(await fine.payloads('1', total))).toEqual(upTo(total))

  const back = await server.raw('stalled')
  await back.init()
  back.subscribe('1', query, after(total - 20))
  expect(seqs(await back.payloads('1', 20))).toEqual(upTo(total, total - 19))
})

test('when all sockets are dropped at once and come back, the log is not read and each event is executed once', async () => {
  const join = async (index: number, seq: number) => {
    const client = await server.raw(`viewer ${index}`)
    await client.init()
    client.subscribe('1', query, after(seq))
    return client
  }
  const everybody = upTo(300)
  const before = await Promise.all(everybody.map((index) => join(index, 0)))
  await server.commit(40)
  for (const client of before) await client.payloads('1', 40)
  for (const socket of server.sockets.clients) socket.terminate()
  await expect.poll(() => server.fanout.stats().members).toBe(0)
  const reads = server.log.reads.length
  const batches = server.executed.length
  const back = await Promise.all(everybody.map((index) => join(index, 10 + (index % 20))))
  await server.commit()
  for (const [index, client] of back.entries()) {
    const seen = 10 + ((index + 1) % 20)
    expect(seqs(await client.payloads('1', 41 - seen))).toEqual(upTo(41, seen + 1))
  }
  expect(server.log.reads.length - reads).toBe(0)
  // One batch for each cursor, and the live one: not one for each subscriber.
  expect(server.executed.length - batches).toBeLessThanOrEqual(42)
})
