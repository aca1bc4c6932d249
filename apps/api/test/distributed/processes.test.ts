import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMysqlDatabase, redisUrl } from '@parley/dev/testing'
import { createRedisBroker } from '@parley/realtime'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startNode } from '../faults/cluster/node.ts'
import { act } from '../talk.ts'
import { createWorld, type Person } from '../world.ts'
import { look } from './nodes.ts'

// Nodes that are processes of their own, because they are frozen and killed; one is in this process and looks on.

const timing = { heartbeatMs: 300, leaseMs: 1500, drainMs: 500 }
const settings = ['PARLEY_HEARTBEAT_MS=300', 'PARLEY_LEASE_MS=1500', 'PARLEY_DRAIN_MS=500']

async function start(...names: string[]) {
  const stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'parley-nodes-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const database = stack.use(await createMysqlDatabase())
  const broker = createRedisBroker({ url: redisUrl() })
  stack.defer(() => broker.close())
  const node = { name: 'a', address: null, region: null, capacity: 100 }
  const here = stack.use(await createWorld({ database: database.url, broker, config: { ...timing, node } }))
  const place = { folder, mysqlUrl: database.url, redisUrl: redisUrl(), settings }
  const nodes = await Promise.all(names.map(async (name) => stack.use(await startNode({ ...place, name }))))
  return { here, nodes, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

test('a node that was frozen past its lease is refused what it goes on with, loses its rooms, and comes back by itself', async () => {
  await using cluster = await start('b')
  const [b] = cluster.nodes
  const ana = await cluster.here.signUp('ana')
  for (let i = 0; i < 5; i++) {
    const input = { kind: 'PRIVATE', name: `room ${i}`, clientId: crypto.randomUUID() }
    await act(ana, 'createRoom', { input })
  }
  expect((await look(ana)).rooms).toEqual({ a: 3, b: 3 })
  const roomId = await ana.roomNamed('room 0')
  const send = (clientId: string) => sendTo(b?.url ?? '', ana, { roomId, clientId })
  expect((await send('first')).status).toBe(200)

  b?.pause()
  const frozenAt = performance.now()
  await expect.poll(async () => (await look(ana)).status, { timeout: 8000 }).toEqual({ a: 'ACTIVE', b: 'OFFLINE' })
  await expect.poll(async () => (await look(ana)).rooms).toEqual({ a: 6, b: 0 })
  expect(performance.now() - frozenAt).toBeLessThan(timing.leaseMs + 5000)
  const late = send('late')
  b?.resume()
  const refused = await late
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({
    errors: [{ extensions: { code: expect.stringMatching(/^NODE_(NOT_READY|FENCED)$/) } }],
  })
  await expect.poll(async () => (await look(ana)).status).toEqual({ a: 'ACTIVE', b: 'ACTIVE' })
  await expect.poll(async () => (await send('late')).status).toBe(200)
  const room = await ana.query<{ room: { messageCount: number } }>(
    'query($id: ID!) { room(id: $id) { messageCount } }',
    {
      id: roomId,
    },
  )
  expect(room).toEqual({ room: { messageCount: 2 } })
  expect((await look(ana)).events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['NODE_OFFLINE', 'ROOMS_MOVED', 'NODE_BACK']),
  )
}, 60_000)

test('a node that is told to stop answers all it is asked, sends its sockets and rooms away, and is gone', async () => {
  await using cluster = await start('b')
  const [b] = cluster.nodes
  if (!b) throw new Error('no node')
  const ana = await cluster.here.signUp('ana')
  const input = { kind: 'PRIVATE', name: 'room', clientId: crypto.randomUUID() }
  await act(ana, 'createRoom', { input })
  const roomId = await ana.roomNamed('room')
  const sockets = await Promise.all([1, 2, 3, 4].map(() => openSocket(b.ownUrl, ana.token ?? '')))
  const codes = sockets.map((socket) => once(socket, 'close').then(([code]) => code as number))

  // Eight who write one message after the other, until nobody listens there any more.
  const statuses: (number | string)[] = []
  const acknowledged: number[] = []
  const writers = Array.from({ length: 8 }, async () => {
    for (;;) {
      try {
        const response = await sendTo(b.ownUrl, ana, { roomId, clientId: crypto.randomUUID() })
        statuses.push(response.status)
        const { data } = (await response.json()) as { data: { sendMessage: { data: { seq: number } } } }
        acknowledged.push(data.sendMessage.data.seq)
      } catch (error) {
        return codeOf(error)
      }
    }
  })
  await expect.poll(() => statuses.length, { timeout: 20_000 }).toBeGreaterThan(20)
  b.terminate()
  expect(await Promise.all(codes)).toEqual([1012, 1012, 1012, 1012])
  const ends = await Promise.all(writers)
  expect(new Set(statuses)).toEqual(new Set([200]))
  // A connection that the system had made and the process had not yet taken is reset, unheard.
  expect(['ECONNREFUSED', 'ECONNRESET']).toEqual(expect.arrayContaining(ends))

  await expect.poll(async () => (await look(ana)).status).toEqual({ a: 'ACTIVE', b: 'OFFLINE' })
  const { rooms, events } = await look(ana)
  expect(rooms).toEqual({ a: 2, b: 0 })
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['NODE_DRAINING', 'ROOMS_MOVED', 'NODE_DRAINED']),
  )
  const found = await ana.query<{ room: { messageCount: number } }>(
    'query($id: ID!) { room(id: $id) { messageCount } }',
    {
      id: roomId,
    },
  )
  expect(found.room.messageCount).toBe(acknowledged.length)
  expect(new Set(acknowledged).size).toBe(acknowledged.length)
}, 60_000)

async function openSocket(url: string, token: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws')
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token } }))
  await once(socket, 'message')
  return socket
}

function sendTo(url: string, { token }: Person, input: { roomId: string; clientId: string }): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      query: `mutation($input: SendMessageInput!) {
        sendMessage(input: $input) { ... on SendMessageSuccess { data { seq } } } }`,
      variables: { input: { ...input, text: 'hello' } },
    }),
  })
}

function codeOf(error: unknown): unknown {
  const { cause } = error as { cause?: { code?: unknown } }
  return cause?.code ?? error
}
