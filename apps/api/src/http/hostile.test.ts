import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { roomOf } from '../../test/talk.ts'
import { createWorld, type Person, type World } from '../../test/world.ts'

// What clients do that mean ill, or know no better: it is answered or ends, costs others nothing, and is no bug of ours.

let world: World
let ana: Person
let room: string
const bugs: string[] = []
beforeAll(async () => {
  const log = pino({ level: 'error' }, { write: (line) => void bugs.push(line) })
  world = await createWorld({ log })
  ana = await world.signUp('ana')
  room = await roomOf(world, [ana])
})
beforeEach(() => void bugs.splice(0))
afterAll(() => world[Symbol.asyncDispose]())

type Message = { type: string; id?: string; payload?: unknown }

/** A socket past its handshake, with what came over it. */
async function aSocket() {
  const { open } = await world.listen()
  const socket = await open()
  const heard: Message[] = []
  socket.on('message', (data) => void heard.push(JSON.parse((data as Buffer).toString()) as Message))
  const closed = once(socket, 'close').then(([code]) => code as number)
  const say = (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  say({ type: 'connection_init', payload: { token: ana.token } })
  await vi.waitFor(() => expect(heard[0]?.type).toBe('connection_ack'))
  return { socket, heard, closed, say }
}

const following = { query: `subscription { roomEvents(roomId: "ROOM") { seq } }` }
const ask = (id: string, query: string, variables?: unknown) => ({
  type: 'subscribe',
  id,
  payload: { query, variables },
})
const follow = (id: string) => ask(id, following.query.replace('ROOM', room))
const answered = (heard: Message[], id: string) =>
  vi.waitFor(() => expect(heard.some((it) => it.id === id && it.type !== 'complete')).toBe(true), { timeout: 5000 })

/** Others are served meanwhile, and nothing was logged as a bug. */
async function expectPeace() {
  expect(await ana.query('{ viewer { user { username } } }')).toEqual({ viewer: { user: { username: 'ana' } } })
  expect(bugs).toEqual([])
}

describe('who only comes', () => {
  test('and never says connection_init is sent away', { timeout: 10_000 }, async () => {
    const { open } = await world.listen()
    const [code] = (await once(await open(), 'close')) as [number]
    expect(code).toBe(4408)
  })

  test('and never ends its request is sent away', { timeout: 30_000 }, async () => {
    const { url } = await world.listen()
    const line = connectTcp(Number(new URL(url).port), '127.0.0.1')
    line.write('GET /graphql HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nX-Slow: ')
    const drip = setInterval(() => line.write('.'), 200)
    const said: string[] = []
    line.on('data', (data) => void said.push(data.toString()))
    line.on('error', () => undefined)
    await once(line, 'close')
    clearInterval(drip)
    expect(said.join('')).toContain('408 Request Timeout')
  })
})

test.each([
  ['an id that is in use', 4409, () => follow('1')],
  ['a second connection_init', 4429, () => ({ type: 'connection_init' })],
  ['an unknown type', 4400, () => ({ type: 'start', id: '9' })],
  ['no type', 4400, () => ({ id: '9' })],
  ['a subscribe without a query', 4400, () => ({ type: 'subscribe', id: '9', payload: {} })],
  ['a number', 4400, () => '42'],
  ['an array', 4400, () => '[]'],
  ['rubbish', 4400, () => '{'],
])('%s closes the socket with %i', async (_what, code, message) => {
  const { say, closed } = await aSocket()
  say(follow('1'))
  say(message())
  expect(await closed).toBe(code)
  await vi.waitFor(() => expect(world.app.core.feeds.stats().subscribers).toBe(0))
  await expectPeace()
})

test('complete in mid-stream ends that operation, twice or of none is fine, and its id is free again', async () => {
  const { say, heard } = await aSocket()
  say({ type: 'complete', id: 'none' })
  for (let i = 0; i < 20; i++) {
    say(follow('1'))
    say({ type: 'complete', id: '1' })
    say({ type: 'complete', id: '1' })
  }
  say(ask('2', '{ server { name } }'))
  await answered(heard, '2')
  await vi.waitFor(() => expect(world.app.core.feeds.stats().subscribers).toBe(0))
  await ana.send(room, 'nobody follows')
  say(ask('3', '{ server { name } }'))
  await answered(heard, '3')
  expect(heard.filter(({ id }) => id === '1')).toEqual([])
  await expectPeace()
})

const deep = '['.repeat(20_000) + ']'.repeat(20_000)
const nested = (depth: number) =>
  `{ room(id: "x") { ${'members { edges { node { room { '.repeat(depth)}name${' } } } }'.repeat(depth)} } }`
const aliases = `{ ${Array.from({ length: 1000 }, (_, i) => `a${i}: server { name }`).join(' ')} }`
const spread = 'query { ...A } fragment A on Query { ...B ...B } fragment B on Query { ...A }'
test.each([
  ['nested too deep', ask('1', nested(8))],
  ['of a thousand aliases', ask('1', aliases)],
  ['of fragments that go in circles', ask('1', spread)],
  ['with a giant variable', ask('1', 'query($id: ID!) { room(id: $id) { name } }', { id: 'x'.repeat(120_000) })],
  [
    'with a variable as deep as the sea',
    `{"type":"subscribe","id":"1","payload":{"query":"{ server { name } }","variables":{"x":${deep}}}}`,
  ],
  [
    'to follow, with such a variable',
    JSON.stringify(ask('1', 'subscription { myEvents { __typename } }', { x: 0 })).replace('"x":0', `"x":${deep}`),
  ],
  ['that skips what it subscribes to', ask('1', 'subscription { myEvents @skip(if: true) { __typename } }')],
  [
    'that does not include it, in a fragment',
    ask(
      '1',
      'subscription { ... { ...A } } fragment A on Subscription { myEvents @include(if: false) { __typename } }',
    ),
  ],
  [
    'of an unknown operation',
    { type: 'subscribe', id: '1', payload: { query: 'query A { server { name } }', operationName: 'B' } },
  ],
])('a document %s is answered', async (_what, message) => {
  const { say, heard } = await aSocket()
  say(message)
  await answered(heard, '1')
  say(ask('2', '{ server { name } }'))
  await answered(heard, '2')
  await expectPeace()
})

async function readNothing(flood: (socket: WebSocket, i: number) => void, count: number) {
  const others = world.app.sockets.count()
  const { socket, closed } = await aSocket()
  socket.pause()
  const before = process.memoryUsage().rss
  for (let i = 0; i < count && socket.readyState === socket.OPEN; i++) {
    flood(socket, i)
    if (i % 500 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await vi.waitFor(() => expect(world.app.sockets.count()).toBe(others), { timeout: 15_000 })
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(250)
  socket.resume()
  expect([1006, 1013]).toContain(await closed)
  await expectPeace()
}

test('what is wrong with a document is told in full, and nothing of how HTTP would tell it', async () => {
  const { heard, say } = await aSocket()
  say(ask('1', '{ nope }'))
  await answered(heard, '1')
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' }
  const errors = [{ message: expect.stringContaining('nope'), locations: [{ line: 1, column: 3 }], extensions }]
  expect(heard.at(-1)).toEqual({ id: '1', type: 'error', payload: errors })
  const { url } = await world.listen()
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' }
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ nope }"}' })
  expect([response.status, await response.json()]).toEqual([400, { errors }])
})

test('an id that is used again at once belongs to the last operation alone', async () => {
  const { socket, heard, say } = await aSocket()
  for (let i = 0; i < 50; i++) {
    say(follow('1'))
    say({ type: 'complete', id: '1' })
  }
  say(follow('1'))
  say(ask('first', '{ __typename }'))
  await answered(heard, 'first')
  await vi.waitFor(async () => {
    await ana.send(room, 'Is anybody there?')
    expect(heard.some(({ id, type }) => id === '1' && type === 'next')).toBe(true)
  })
  const told = heard.filter(({ id }) => id === '1')
  expect(told.map(({ type }) => type)).not.toContain('complete')
  expect(new Set(told.map((it) => JSON.stringify(it))).size).toBe(told.length)
  socket.close()
  await expectPeace()
})

test('an id that is in use is refused, however long it is', async () => {
  for (const id of ['1', 'ü'.repeat(1_000)]) {
    const { closed, say } = await aSocket()
    say(follow(id))
    say(follow(id))
    expect(await closed).toBe(4409)
  }
  await expectPeace()
})

test('an id longer than any client makes is refused, and the socket goes on', async () => {
  const { heard, say } = await aSocket()
  const id = 'x'.repeat(1_001)
  say(follow(id))
  await answered(heard, id)
  expect(heard.at(-1)).toMatchObject({ id, type: 'error', payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  say(ask('2', '{ server { name } }'))
  await answered(heard, '2')
  await expectPeace()
})

test('a token that is no text is a bad one', async () => {
  const { open } = await world.listen()
  for (const payload of [{ token: 5 }, { token: {} }, { authorization: ['Bearer'] }, { authorization: 'Basic abc' }]) {
    const socket = await open()
    socket.send(JSON.stringify({ type: 'connection_init', payload }))
    expect((await once(socket, 'close'))[0]).toBe(4403)
  }
})

describe('who asks and reads no answers is cut off', () => {
  test('by pings', { timeout: 20_000 }, async () => {
    const filling = 'x'.repeat(10_000)
    await readNothing((socket) => socket.send(JSON.stringify({ type: 'ping', payload: { filling } })), 4000)
  })

  test('by pings of the WebSocket itself', { timeout: 20_000 }, async () => {
    await readNothing((socket) => socket.ping('x'.repeat(125)), 200_000)
  })

  test('by questions with large answers', { timeout: 20_000 }, async () => {
    const text = 'y'.repeat(3000)
    for (let i = 0; i < 40; i++) await ana.send(room, text)
    const query = `{ room(id: "${room}") { messages(last: 40) { edges { node { text } } } } }`
    await readNothing((socket, i) => socket.send(JSON.stringify(ask(String(i), query))), 900)
  })
})

test('a flood of pings that are read is answered, each', async () => {
  const { say, heard } = await aSocket()
  for (let i = 0; i < 20_000; i++) say('{"type":"ping"}')
  await vi.waitFor(() => expect(heard.filter(({ type }) => type === 'pong')).toHaveLength(20_000), { timeout: 10_000 })
  await expectPeace()
}, 15_000)

test('and so is one of pings of the WebSocket itself', async () => {
  const { socket } = await aSocket()
  let pongs = 0
  socket.on('pong', () => void pongs++)
  for (let i = 0; i < 5_000; i++) socket.ping()
  await vi.waitFor(() => expect(pongs).toBe(5_000), { timeout: 10_000 })
  await expectPeace()
}, 15_000)
