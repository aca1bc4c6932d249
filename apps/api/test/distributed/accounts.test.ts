import { createMysqlDatabase, redisUrl } from '@parley/dev/testing'
import { createRedisBroker } from '@parley/realtime'
import { expect, test, vi } from 'vitest'
import { act, logLength, roomOf } from '../talk.ts'
import { at, createWorld, password } from '../world.ts'

// Two nodes on a real MySQL, with a real Redis between them.

async function twoNodes() {
  const database = await createMysqlDatabase()
  const prefix = `${crypto.randomUUID()}:`
  const brokers = [0, 1].map(() => createRedisBroker({ url: redisUrl(), prefix }))
  const here = await createWorld({ database: database.url, broker: brokers[0]! })
  const there = await createWorld({ database: database.url, broker: brokers[1]! })
  return {
    here,
    there,
    async [Symbol.asyncDispose]() {
      await Promise.all([here[Symbol.asyncDispose](), there[Symbol.asyncDispose]()])
      await Promise.all(brokers.map((broker) => broker.close()))
      await database[Symbol.asyncDispose]()
    },
  }
}

test('a session that is ended at one node closes its sockets at the other within a second', async () => {
  await using nodes = await twoNodes()
  const laptop = await nodes.here.signUp('ana')
  const phone = await nodes.here.anotherSession(laptop)
  const socket = await (await nodes.there.listen()).connect({ token: phone.token })
  const started = performance.now()
  await laptop.query('mutation { endOtherSessions { user { id } } }')
  expect(await socket.closed).toBe(4401)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('so does a closed account, and its subscriptions say nothing more', async () => {
  await using nodes = await twoNodes()
  const [ada, ben] = [await nodes.here.signUp('ada'), await nodes.here.signUp('ben')]
  const room = await roomOf(nodes.here, [ada, ben])
  const socket = await (await nodes.there.listen()).connect({ token: ben.token })
  const { feeds } = nodes.there.app.core
  const told: unknown[] = []
  const events = socket.client.iterate({ query: `subscription { roomEvents(roomId: "${room}") { seq } }` })
  void (async () => {
    for await (const event of events) told.push(event)
  })().catch(() => undefined)
  await vi.waitFor(() => expect(feeds.stats().subscribers).toBe(1))
  await ada.send(room, 'before')
  await vi.waitFor(() => expect(told).toHaveLength(1))
  const started = performance.now()
  await act(ada, 'deactivateUser', { input: { userId: ben.user.globalId } })
  expect(await socket.closed).toBe(4401)
  expect(performance.now() - started).toBeLessThan(1000)
  await vi.waitFor(() => expect(feeds.stats().subscribers).toBe(0))
  await ada.send(room, 'after')
  expect(JSON.stringify(told)).not.toContain(`"seq":${(await logLength(nodes.here, room)).toString()}`)
})

test('of many that register first at the same moment, at two nodes, one becomes the administrator', async () => {
  await using nodes = await twoNodes()
  const names = ['ana', 'ben', 'cat', 'dan', 'eve', 'fay']
  const people = await Promise.all(names.map((name, i) => (i % 2 ? nodes.here : nodes.there).signUp(name)))
  expect(people.filter(({ user }) => user.role === 'ADMIN')).toHaveLength(1)
  const general = await Promise.all(people.map((person) => person.roomNamed('general')))
  expect(new Set(general).size).toBe(1)
})

test('two who take the same username at the same moment: one gets it', async () => {
  await using nodes = await twoNodes()
  await nodes.here.signUp('first')
  const registering = 'mutation R($input: RegisterInput!) { register(input: $input) { __typename } }'
  const input = { username: 'ana', name: 'Ana', password: 'zebra crossing at dawn' }
  const answers = await Promise.all(
    [nodes.here, nodes.there].map(async (world) =>
      at(await world.stranger().query(registering, { input }), 'register.__typename'),
    ),
  )
  expect(answers.sort()).toEqual(['RegisterSuccess', 'UsernameTakenError'])
})

test('who is online at one node is online at the other; the last visit is written', async () => {
  await using nodes = await twoNodes()
  const [ana, ben] = [await nodes.here.signUp('ana'), await nodes.here.signUp('ben')]
  const seen = async () =>
    nodes.there
      .visit(ana)
      .query<{ user: { presence: string; lastSeenAt: string | null } }>(
        'query U($id: ID!) { user(id: $id) { presence lastSeenAt } }',
        { id: ben.user.globalId },
      )
  expect(await seen()).toEqual({ user: { presence: 'OFFLINE', lastSeenAt: null } })
  const socket = await (await nodes.here.listen()).connect({ token: ben.token })
  await vi.waitFor(async () => expect(await seen()).toMatchObject({ user: { presence: 'ONLINE' } }))
  await socket[Symbol.asyncDispose]()
  await vi.waitFor(
    async () => expect(await seen()).toEqual({ user: { presence: 'OFFLINE', lastSeenAt: expect.any(String) } }),
    { timeout: 8000, interval: 100 },
  )
}, 15_000)

test('people are found and paged by MySQL as by SQLite', async () => {
  await using nodes = await twoNodes()
  const ana = await nodes.here.signUp('ana', 'Ana Lima')
  await nodes.here.signUp('bob_x', 'bob 100%')
  await nodes.here.signUp('zed', 'Zed Limes')
  const names = async (search: string) => {
    const data = await ana.query<{ users: { edges: { node: { name: string } }[] } }>(
      'query P($search: String) { users(search: $search) { edges { node { name } } } }',
      { search },
    )
    return data.users.edges.map(({ node }) => node.name)
  }
  expect(await names('')).toEqual(['Ana Lima', 'bob 100%', 'Zed Limes'])
  expect(await names('LIM')).toEqual(['Ana Lima', 'Zed Limes'])
  expect(await names('100%')).toEqual(['bob 100%'])
  expect(await names('%')).toEqual([])
})

test('attempts to sign in are counted over all nodes by Redis', async () => {
  const database = await createMysqlDatabase()
  await using _database = database
  const config = { redisUrl: redisUrl() }
  await using here = await createWorld({ database: database.url, config })
  await using there = await createWorld({ database: database.url, config })
  const username = `u${crypto.randomUUID().slice(0, 12)}`
  await here.signUp(username)
  const signIn = async (world: typeof here, secret: string) => {
    const request = new Request('http://parley.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'mutation S($input: SignInInput!) { signIn(input: $input) { __typename } }',
        variables: { input: { username, password: secret } },
      }),
    })
    const response = await world.app.fetch(request, { address: '203.0.113.5' })
    return at(await response.json(), 'data.signIn.__typename')
  }
  for (let i = 0; i < 8; i++) expect(await signIn(i % 2 ? here : there, 'guess')).toBe('WrongCredentialsError')
  expect(await signIn(here, password)).toBe('TooManyAttemptsError')
  expect(await signIn(there, password)).toBe('TooManyAttemptsError')
})
