import { expect, test } from 'vitest'
import { FencedError } from '../../src/errors.ts'
import { localId } from '../rows.ts'
import { act, roomOf } from '../talk.ts'
import type { Person } from '../world.ts'
import { change, look, startNodes } from './nodes.ts'

// Several nodes of one cluster: who joins, who leads, where rooms go when a node goes.

test('of nodes that register at the same moment one founds the cluster; the others wait, serve nobody, and are approved', async () => {
  await using nodes = await startNodes(['a'], { autoApprove: false })
  const [a] = nodes.worlds
  if (!a) throw new Error('no node')
  const [b, c] = await Promise.all([nodes.add('b'), nodes.add('c')])
  const ana = await a.signUp('ana')
  expect((await look(ana)).status).toEqual({ a: 'ACTIVE', b: 'PENDING', c: 'PENDING' })

  const refused = await b.visit(ana).ask('{ viewer { user { id } } }')
  expect(refused.errors?.[0]?.extensions).toEqual({ code: 'NODE_NOT_READY' })
  const door = await b.listen()
  expect((await fetch(`${door.url}/readyz`)).status).toBe(503)
  expect((await fetch(`${door.url}/healthz`)).status).toBe(200)
  await expect(door.open()).rejects.toThrow('503')

  const { nodes: known } = await look(ana)
  expect(await change(ana, 'approveNode', { nodeId: known.b?.id })).toBe('ApproveNodeSuccess')
  await expect.poll(async () => (await fetch(`${door.url}/readyz`)).status).toBe(200)
  expect((await b.visit(ana).ask('{ viewer { user { id } } }')).errors).toBeUndefined()
  expect(await change(ana, 'rejectNode', { nodeId: known.c?.id })).toBe('RejectNodeSuccess')
  expect(await change(ana, 'rejectNode', { nodeId: known.b?.id })).toBe('ClusterNodeStateError')
  expect((await look(ana)).status).toEqual({ a: 'ACTIVE', b: 'ACTIVE', c: 'REJECTED' })
  expect(c.app.core.cluster.isServing()).toBe(false)
})

test('every node answers under every node’s path, over HTTP and WebSocket', async () => {
  await using nodes = await startNodes(['a'])
  const [a] = nodes.worlds
  if (!a) throw new Error('no node')
  const ana = await a.signUp('ana')
  const door = await a.listen()
  for (const path of ['/graphql', '/n/a/graphql', '/n/other/graphql']) {
    const response = await fetch(`${door.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ana.token}` },
      body: JSON.stringify({ query: '{ viewer { user { username } } }' }),
    })
    expect(await response.json(), path).toEqual({ data: { viewer: { user: { username: 'ana' } } } })
  }
  expect((await fetch(`${door.url}/n/graphql`, { method: 'POST' })).status).toBe(405)
})

test('a new room has a home at once, spread over the nodes, and tells the path to it', async () => {
  await using nodes = await startNodes(['a', 'b', 'c'])
  const [a] = nodes.worlds
  if (!a) throw new Error('no node')
  const ana = await a.signUp('ana')
  await newRooms(ana, 8)
  const { rooms } = await look(ana)
  expect(Object.values(rooms)).toEqual([3, 3, 3])
  for (const { feedPath, home } of await homesOf(ana)) expect(feedPath).toBe(`/n/${home.name}/graphql`)
})

test('rooms that came into the database by other means get a home by the leader', async () => {
  await using nodes = await startNodes(['a', 'b'])
  const [a] = nodes.worlds
  if (!a) throw new Error('no node')
  const ana = await a.signUp('ana')
  for (let i = 0; i < 5; i++) await roomOf(a, [ana])
  const placed = async () => Object.values((await look(ana)).rooms).reduce((sum, rooms) => sum + rooms)
  await expect.poll(placed).toBe(6)
})

test('a node whose lease ran out is marked, its rooms move within a second, and who listens hears of it', async () => {
  await using nodes = await startNodes(['a', 'c'])
  const [a] = nodes.worlds
  if (!a) throw new Error('no node')
  // Seen from the others it dies: it doesn't beat again.
  const b = await nodes.add('b', { heartbeatMs: 60_000, leaseMs: 3000 })
  const ana = await a.signUp('ana')
  await newRooms(ana, 8)
  const room = (await homesOf(ana)).find(({ home }) => home.name === 'b')
  const socket = await (await a.listen()).connect({ token: ana.token })
  const signals = socket.subscribe(
    'subscription($id: ID!) { roomSignals(roomId: $id) { __typename ... on RoomMoved { feedPath home { name } } } }',
    { id: room?.id },
  )
  expect(await signals.next()).toMatchObject({
    roomSignals: { __typename: 'RoomMoved', feedPath: expect.stringMatching(/^\/n\/[ac]\/graphql$/) },
  })
  const { status, rooms, events } = await look(ana)
  expect(status).toEqual({ a: 'ACTIVE', b: 'OFFLINE', c: 'ACTIVE' })
  expect(rooms).toMatchObject({ b: 0 })
  expect(events.map(({ type }) => type)).toContain('NODE_OFFLINE')
  await expect.poll(async () => (await look(ana)).events.map(({ type }) => type)).toContain('ROOMS_MOVED')

  // By its own clock it knows, and closes its doors; a write that comes through all the same is refused, and brings it back.
  expect(b.app.core.cluster.isServing()).toBe(false)
  await expect(b.app.core.commits.commit(localId(room?.id ?? ''), async () => undefined)).rejects.toThrow(FencedError)
  await expect.poll(async () => (await look(ana)).status).toMatchObject({ b: 'ACTIVE' })
  expect((await look(ana)).nodes.b?.generation).toBeGreaterThan(2)
  expect(b.app.core.cluster.isServing()).toBe(true)
})

test('when the leader dies another one leads, and marks it', async () => {
  await using nodes = await startNodes([])
  const a = await nodes.add('a', { heartbeatMs: 60_000 })
  const ana = await a.signUp('ana')
  await expect.poll(async () => (await look(ana)).leader).toEqual({ name: 'a' })
  const b = await nodes.add('b')
  const seen = b.visit(ana)
  await expect.poll(async () => (await look(seen)).leader, { timeout: 5000 }).toEqual({ name: 'b' })
  await expect.poll(async () => (await look(seen)).status).toEqual({ a: 'OFFLINE', b: 'ACTIVE' })
})

test('of two processes with one name the later has it; the earlier serves nobody again', async () => {
  await using nodes = await startNodes(['a', 'b'])
  const [a, b] = nodes.worlds
  if (!a || !b) throw new Error('no node')
  const ana = await a.signUp('ana')
  const socket = await (await b.listen()).connect({ token: ana.token })
  const later = await nodes.add('b')
  expect(await socket.closed).toBe(1012)
  expect([b, later].map((world) => world.app.core.cluster.isServing())).toEqual([false, true])
  await expect(b.app.core.commits.commit(crypto.randomUUID(), async () => undefined)).rejects.toThrow(FencedError)
  await b[Symbol.asyncDispose]()
  expect((await look(ana)).status).toEqual({ a: 'ACTIVE', b: 'ACTIVE' })
})

test('a drained node gives its rooms and its sockets away, and answers on; resumed, it takes some again', async () => {
  await using nodes = await startNodes(['a', 'b'])
  const [a, b] = nodes.worlds
  if (!a || !b) throw new Error('no node')
  const ana = await a.signUp('ana')
  await newRooms(ana, 5)
  const door = await b.listen()
  const sockets = await Promise.all([1, 2, 3].map(() => door.connect({ token: ana.token })))
  const { nodes: known } = await look(ana)
  expect(await change(ana, 'drainNode', { nodeId: known.b?.id })).toBe('DrainNodeSuccess')
  expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([1012, 1012, 1012])
  await expect.poll(async () => (await look(ana)).status).toEqual({ a: 'ACTIVE', b: 'DRAINED' })
  expect((await look(ana)).rooms).toEqual({ a: 6, b: 0 })
  await expect(door.open()).rejects.toThrow('503')
  expect((await fetch(`${door.url}/readyz`)).status).toBe(503)
  await newRooms(b.visit(ana), 1)
  expect((await look(ana)).rooms).toEqual({ a: 7, b: 0 })
  expect(await change(ana, 'drainNode', { nodeId: known.a?.id })).toBe('NoNodeLeftError')

  expect(await change(ana, 'resumeNode', { nodeId: known.b?.id })).toBe('ResumeNodeSuccess')
  await expect.poll(async () => (await fetch(`${door.url}/readyz`)).status).toBe(200)
  const opened = await door.open()
  opened.close()
  expect((await look(ana)).rebalancePlan).toEqual({ total: 3 })
  expect(await change(ana, 'rebalanceRooms', { movesPerMinute: 6000 })).toBe('RebalanceRoomsSuccess')
  await expect.poll(async () => (await look(ana)).rebalance).toBeNull()
  expect((await look(ana)).rooms).toEqual({ a: 4, b: 3 })
  expect((await look(ana)).events.map(({ type }) => type)).toEqual(
    expect.arrayContaining([
      'NODE_DRAINING',
      'NODE_DRAINED',
      'NODE_RESUMED',
      'REBALANCE_STARTED',
      'REBALANCE_FINISHED',
    ]),
  )
})

test('a node that is drained by an administrator stays so after a restart; one that stopped serves again', async () => {
  await using nodes = await startNodes(['a', 'b', 'c'])
  const [a, b, c] = nodes.worlds
  if (!a || !b || !c) throw new Error('no node')
  const ana = await a.signUp('ana')
  await newRooms(ana, 5)
  const { nodes: known } = await look(ana)
  await change(ana, 'drainNode', { nodeId: known.b?.id })
  await expect.poll(async () => (await look(ana)).status).toMatchObject({ b: 'DRAINED' })
  await c.app.stop()
  expect((await look(ana)).rooms).toEqual({ a: 6, b: 0, c: 0 })
  for (const world of [b, c]) await world[Symbol.asyncDispose]()
  expect((await look(ana)).status).toEqual({ a: 'ACTIVE', b: 'OFFLINE', c: 'OFFLINE' })
  await nodes.add('b')
  await nodes.add('c')
  expect((await look(ana)).status).toEqual({ a: 'ACTIVE', b: 'DRAINED', c: 'ACTIVE' })
})

test('a room moves to where an administrator wants it; a node that is gone can be forgotten, and begins anew', async () => {
  await using nodes = await startNodes(['a', 'b'])
  const [a, b] = nodes.worlds
  if (!a || !b) throw new Error('no node')
  const ana = await a.signUp('ana')
  const { nodes: known } = await look(ana)
  const general = (await homesOf(ana))[0]
  const elsewhere = general?.home.name === 'a' ? 'b' : 'a'
  expect(await change(ana, 'moveRoom', { roomId: general?.id, nodeId: known[elsewhere]?.id })).toBe('MoveRoomSuccess')
  expect((await homesOf(ana))[0]?.home.name).toBe(elsewhere)
  expect(await change(ana, 'forgetNode', { nodeId: known.b?.id })).toBe('ClusterNodeStateError')
  await b[Symbol.asyncDispose]()
  expect(await change(ana, 'moveRoom', { roomId: general?.id, nodeId: known.b?.id })).toBe('ClusterNodeStateError')
  expect(await change(ana, 'forgetNode', { nodeId: known.b?.id })).toBe('ForgetNodeSuccess')
  expect((await look(ana)).status).toEqual({ a: 'ACTIVE' })
  await expect.poll(async () => (await look(ana)).rooms).toEqual({ a: 1 })
  await nodes.add('b', { autoApprove: false })
  expect((await look(ana)).status).toEqual({ a: 'ACTIVE', b: 'PENDING' })
})

test('nodes that have been gone for long are forgotten', async () => {
  await using nodes = await startNodes(['a', 'b'], { forgetAfterHours: 1 / 36_000 })
  const [a, b] = nodes.worlds
  const ana = await a?.signUp('ana')
  if (!ana) throw new Error('no node')
  await b?.[Symbol.asyncDispose]()
  await expect.poll(async () => (await look(ana)).status).toEqual({ a: 'ACTIVE' })
  expect((await look(ana)).events.map(({ type }) => type)).toContain('NODE_FORGOTTEN')
})

async function newRooms(person: Person, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const input = { kind: 'PRIVATE', name: `room ${i}`, clientId: crypto.randomUUID() }
    expect(await act(person, 'createRoom', { input })).toMatchObject({ __typename: 'CreateRoomSuccess' })
  }
}

type Placed = { id: string; feedPath: string; home: { name: string } }

async function homesOf(person: Person): Promise<Placed[]> {
  const { viewer } = await person.query<{ viewer: { memberships: { edges: { node: { room: Placed } }[] } } }>(
    '{ viewer { memberships { edges { node { room { id feedPath home { name } } } } } } }',
  )
  return viewer.memberships.edges.map(({ node }) => node.room)
}
