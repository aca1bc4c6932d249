import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMysqlDatabase, redisUrl } from '@parley/dev/testing'
import { createRedisBroker } from '@parley/realtime'
import { expect, test } from 'vitest'
import { startNode } from '../faults/cluster/node.ts'
import { act } from '../talk.ts'
import { createWorld } from '../world.ts'
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
  const send = (clientId: string) =>
    fetch(b?.url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ana.token}` },
      body: JSON.stringify({
        query: 'mutation($input: SendMessageInput!) { sendMessage(input: $input) { __typename } }',
        variables: { input: { roomId, clientId, text: 'hello' } },
      }),
    })
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
