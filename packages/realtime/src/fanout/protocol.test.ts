import { afterEach, beforeEach, expect, test } from 'vitest'
import { startChatServer } from '../../test/chat-server.ts'
import { formatCursor } from '../feed/cursor.ts'

let server: Awaited<ReturnType<typeof startChatServer>>
beforeEach(async () => {
  server = await startChatServer()
})
afterEach(() => server[Symbol.asyncDispose]())

const events = 'subscription ($after: String) { events(stream: "s", after: $after) { seq text } }'
const after = (seq: number) => ({ after: formatCursor({ epoch: 'e1', seq }) })
const posted = (seq: number) => ({ data: { events: { seq, text: `e1:${seq}` } } })

test("graphql-ws's own client gets backlog and live events, and leaves", async () => {
  server.log.commit('s', 3)
  const results = server.client().iterate({ query: events, variables: after(1) })
  expect((await results.next()).value).toEqual(posted(2))
  expect((await results.next()).value).toEqual(posted(3))
  await server.commit()
  expect((await results.next()).value).toEqual(posted(4))
  expect(server.fanout.stats()).toMatchObject({ groups: 1, members: 1 })
  await results.return?.()
  await expect.poll(() => server.fanout.stats()).toMatchObject({ groups: 0, members: 0 })
  expect(server.feeds.stats().subscribers).toBe(0)
})

test('queries and errors of the field go the ordinary way', async () => {
  const raw = await server.raw()
  await raw.init()
  raw.subscribe('q', '{ hello }')
  raw.subscribe('e', 'subscription { events(stream: "forbidden") { seq } }')
  raw.subscribe('v', 'subscription { events(stream: "s") { nothing } }')
  raw.subscribe('u', 'subscription { events(stream: "unknown") { seq } }')
  expect(await raw.payloads('q', 1)).toEqual([{ data: { hello: 'world' } }])
  expect(await raw.payloads('e', 1)).toMatchObject([{ errors: [{ message: 'You may not.', path: ['events'] }] }])
  for (const id of ['q', 'e']) await raw.until((message) => message.id === id && message.type === 'complete')
  expect(await raw.until((message) => message.id === 'v')).toMatchObject({ type: 'error' })
  expect(await raw.until((message) => message.id === 'u')).toMatchObject({
    type: 'error',
    payload: [{ message: 'There is no stream unknown.' }],
  })
})

test('after complete in mid-stream nothing more comes for that id, and the id is free again', async () => {
  const raw = await server.raw()
  await raw.init()
  raw.subscribe('1', events, after(0))
  raw.subscribe('2', events, after(0))
  await server.commit(2)
  await raw.payloads('1', 2)
  raw.send({ id: '1', type: 'complete' })
  raw.send({ type: 'ping' })
  await raw.until((message) => message.type === 'pong')
  await server.commit()
  expect(await raw.payloads('2', 3)).toEqual([posted(1), posted(2), posted(3)])
  expect(await raw.payloads('1', 2)).toHaveLength(2)
  raw.subscribe('1', events, after(2))
  expect(await raw.payloads('1', 3)).toEqual([posted(1), posted(2), posted(3)])
})

test('when the server ends an operation, its last events come before complete', async () => {
  const raw = await server.raw()
  await raw.init()
  raw.subscribe('1', events, after(0))
  await server.commit(2)
  await raw.payloads('1', 2)
  server.log.drop('s')
  await raw.until((message) => message.type === 'complete')
  raw.send({ type: 'ping' })
  await raw.until((message) => message.type === 'pong')
  expect(raw.messages.map((message) => message.type)).toEqual(['connection_ack', 'next', 'next', 'complete', 'pong'])
})

test('when this process stops following, the operation ends with an error that says to come back', async () => {
  const raw = await server.raw()
  await raw.init()
  raw.subscribe('1', events, after(0))
  await server.commit()
  await raw.payloads('1', 1)
  server.feeds.close()
  expect(await raw.until((message) => message.type === 'error')).toMatchObject({
    payload: [{ extensions: { code: 'COME_BACK' } }],
  })
})

test('ping is answered with its payload, also between events', async () => {
  const raw = await server.raw()
  await raw.init()
  raw.subscribe('1', events, after(0))
  await server.commit()
  raw.send({ type: 'ping', payload: { n: 1 } })
  expect(await raw.until((message) => message.type === 'pong')).toEqual({ type: 'pong', payload: { n: 1 } })
  expect(await raw.payloads('1', 1)).toEqual([posted(1)])
})

test.each([
  ['a duplicate id', 4409, { id: '1', type: 'subscribe', payload: { query: events } }],
  ['an unknown type', 4400, { id: '2', type: 'start' }],
  ['rubbish', 4400, 'rubbish'],
  ['a second connection_init', 4429, { type: 'connection_init' }],
  ['a frame that is too large', 1009, { type: 'ping', payload: { filling: 'x'.repeat(200_000) } }],
])('%s closes the socket with %i', async (_, code, message) => {
  const raw = await server.raw()
  await raw.init()
  raw.subscribe('1', events, after(0))
  await server.commit()
  await raw.payloads('1', 1)
  raw.send(message)
  expect(await raw.closed).toBe(code)
  await expect.poll(() => server.fanout.stats().members).toBe(0)
})

test('subscribing before connection_init is refused with 4401', async () => {
  const raw = await server.raw()
  raw.subscribe('1', events)
  expect(await raw.closed).toBe(4401)
})

test('binary frames are read as text, as the protocol server does', async () => {
  const raw = await server.raw()
  await raw.init()
  raw.socket.send(Buffer.from(JSON.stringify({ type: 'ping' })), { binary: true })
  await raw.until((message) => message.type === 'pong')
})

test('payloads of every frame length arrive whole', async () => {
  const raw = await server.raw()
  await raw.init()
  const query = 'subscription ($n: Int, $after: String) { events(stream: "s", after: $after) { text(times: $n) } }'
  const counts = [1, 12, 13, 14, 30, 16_000, 16_400, 50_000]
  for (const n of counts) raw.subscribe(`ütf ${n}`, query, { n, ...after(0) })
  await server.commit()
  for (const n of counts) {
    expect(await raw.payloads(`ütf ${n}`, 1)).toEqual([{ data: { events: { text: 'e1:1'.repeat(n) } } }])
  }
})

test('with compression negotiated all is served too, through ws', async () => {
  await using compressed = await startChatServer({ ws: { perMessageDeflate: { threshold: 0 } } })
  const raw = await compressed.raw()
  expect(raw.socket.extensions).toBe('permessage-deflate')
  await raw.init()
  raw.subscribe('1', events, after(0))
  await compressed.commit(3)
  expect(await raw.payloads('1', 3)).toEqual([posted(1), posted(2), posted(3)])
})
