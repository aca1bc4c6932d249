import { expect, test } from 'vitest'
import { change, look } from '../../../test/distributed/nodes.ts'
import { createWorld } from '../../../test/world.ts'

type Empty = AsyncDisposable & { url: string }

const quick = { heartbeatMs: 100, leaseMs: 3000 }
const named = (name: string) => ({ ...quick, node: { name, address: null, region: null, capacity: 100 } })

/** What a node does alone, on every kind of database. `create` makes an empty one that outlives its node. */
export function clusterContract(create: () => Promise<Empty>): void {
  test('the first node approves itself, leads, tells its load and keeps samples of it', async () => {
    await using database = await create()
    await using world = await createWorld({ database: database.url, config: { ...named('one'), autoApprove: false } })
    const ana = await world.signUp('ana')
    await expect.poll(async () => (await look(ana)).leader).toEqual({ name: 'one' })
    const { nodes, events } = await look(ana)
    expect(nodes.one).toMatchObject({ status: 'ACTIVE', generation: 1, roomCount: 1 })
    expect(events.map(({ type, summary }) => [type, summary])).toEqual([
      ['NODE_REGISTERED', 'one registered.'],
      ['NODE_APPROVED', 'one was approved: it is the first node of the cluster.'],
      ['LEADER_ELECTED', 'one leads the cluster.'],
    ])
    const query = world.app.core.database.kysely.selectFrom('cluster_sample').selectAll()
    await expect.poll(() => query.execute()).toHaveLength(1)
  })

  test('a node that comes back has its rooms and a new generation', async () => {
    await using database = await create()
    const before = await createWorld({ database: database.url, config: named('one') })
    const ana = await before.signUp('ana')
    await before[Symbol.asyncDispose]()
    await using world = await createWorld({ database: database.url, config: named('one') })
    const { nodes, events } = await look(world.visit(ana))
    expect(nodes.one).toMatchObject({ status: 'ACTIVE', generation: 2, roomCount: 1 })
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['NODE_OFFLINE', 'NODE_BACK']))
  })

  test('a server that was moved to a host of another name serves at once, and takes over the rooms', async () => {
    await using database = await create()
    const before = await createWorld({ database: database.url, config: named('one') })
    const ana = await before.signUp('ana')
    await before[Symbol.asyncDispose]()
    await using world = await createWorld({ database: database.url, config: named('two') })
    expect(world.app.core.cluster.isAccepting()).toBe(true)
    await expect.poll(async () => (await look(world.visit(ana))).rooms).toEqual({ one: 0, two: 1 })
  })

  test('a lone node can’t be drained, and stops without delay', async () => {
    await using database = await create()
    await using world = await createWorld({ database: database.url, config: named('one') })
    const ana = await world.signUp('ana')
    const { nodes } = await look(ana)
    expect(await change(ana, 'drainNode', { nodeId: nodes.one?.id })).toBe('NoNodeLeftError')
    await world.app.stop()
    expect((await look(ana)).status).toEqual({ one: 'ACTIVE' })
  })

  test('a node that can’t reach its database past its lease takes itself out, and comes back by itself', async () => {
    await using database = await create()
    await using world = await createWorld({ database: database.url, config: { ...named('one'), leaseMs: 1500 } })
    const ana = await world.signUp('ana')
    const socket = await (await world.listen()).connect({ token: ana.token })
    const { core } = world.app
    const { kysely } = core.database
    core.database.kysely = kysely.withPlugin({
      transformQuery: () => {
        throw new Error('the database is away')
      },
      transformResult: async ({ result }) => result,
    })
    expect(await socket.closed).toBe(1012)
    expect(core.cluster.isServing()).toBe(false)
    core.database.kysely = kysely
    await expect.poll(() => core.cluster.isAccepting()).toBe(true)
    expect((await look(ana)).nodes.one).toMatchObject({ status: 'ACTIVE', generation: 1 })
  })

  test('what an administrator does to the cluster is in the audit log', async () => {
    await using database = await create()
    await using world = await createWorld({ database: database.url, config: named('one') })
    const ana = await world.signUp('ana')
    const { nodes } = await look(ana)
    expect(await change(ana, 'approveNode', { nodeId: nodes.one?.id })).toBe('ApproveNodeSuccess')
    await change(ana, 'drainNode', { nodeId: nodes.one?.id })
    const log = '{ administration { auditLog { edges { node { action targetName } } } } }'
    expect(await ana.query(log)).toEqual({ administration: { auditLog: { edges: [] } } })
    const before = await createWorld({ database: database.url, config: { ...named('two'), autoApprove: false } })
    await change(ana, 'rejectNode', { nodeId: (await look(ana)).nodes.two?.id })
    await before[Symbol.asyncDispose]()
    expect(await ana.query(log)).toEqual({
      administration: { auditLog: { edges: [{ node: { action: 'rejectNode', targetName: 'two' } }] } },
    })
  })
}
