import { once } from 'node:events'
import { createMemoryBroker } from '@parley/realtime'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createWorld } from '../../test/world.ts'

const whoAmI = '{ viewer { user { username } } }'
const myEvents = 'subscription { myEvents { __typename } }'
const endOthers = 'mutation { endOtherSessions { user { id } } }'

test('a socket asks, follows and is closed with “restarting” when the node stops', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const { connect } = await world.listen()
  const socket = await connect({ token: ana.token })
  expect(await socket.ask(whoAmI)).toEqual({ data: { viewer: { user: { username: 'ana' } } } })
  expect(await socket.subscribe(myEvents).next()).toEqual({ myEvents: { __typename: 'MyEventsReady' } })
  await world.app[Symbol.asyncDispose]()
  expect(await socket.closed).toBe(1012)
})

test('a socket is opened by the cookie, by a bearer token or by a plain token', async () => {
  await using world = await createWorld()
  const { token } = await world.signUp('ana')
  const { connect } = await world.listen()
  const ways = [
    { headers: { cookie: `parley_session=${token}` } },
    { params: { Authorization: `Bearer ${token}` } },
    { params: { token } },
  ]
  for (const way of ways) {
    const socket = await connect(way)
    expect(await socket.ask(whoAmI)).toEqual({ data: { viewer: { user: { username: 'ana' } } } })
  }
})

test('an operation may bring an authorization of its own, as GraphiQL does; the socket ends with that session too', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const phone = await world.anotherSession(ana)
  const { connect } = await world.listen()
  const socket = await connect()
  const extensions = { headers: { authorization: `Bearer ${phone.token}` } }
  const events = socket.client.iterate({ query: myEvents, extensions })
  expect(await events.next()).toMatchObject({ value: { data: { myEvents: { __typename: 'MyEventsReady' } } } })
  expect(await socket.ask(whoAmI)).toEqual({ data: { viewer: null } })
  await ana.query(endOthers)
  expect(await socket.closed).toBe(4401)
})

test('a bad token is refused; nobody at all may connect, and sees what is public', async () => {
  await using world = await createWorld()
  const { connect } = await world.listen()
  await expect(connect({ token: 'bad' })).rejects.toThrow('4403')
  const nobody = await connect()
  expect(await nobody.ask(`{ server { name } viewer { user { id } } }`)).toEqual({
    data: { server: { name: 'Parley' }, viewer: null },
  })
  expect(await nobody.ask('{ users { edges { cursor } } }')).toMatchObject({
    errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  })
})

test('a page of another origin cannot open a socket, nor anybody elsewhere than at the API', async () => {
  await using world = await createWorld()
  const { open, url } = await world.listen()
  await expect(open({ origin: 'https://evil.example' })).rejects.toThrow('403')
  const own = await open({ origin: url })
  expect(own.readyState).toBe(own.OPEN)
})

test('the sockets of a session that is ended elsewhere close within a second, and no others', async () => {
  await using world = await createWorld()
  const laptop = await world.signUp('ana')
  const phone = await world.anotherSession(laptop)
  const { connect } = await world.listen()
  const [kept, ended] = [await connect({ token: laptop.token }), await connect({ token: phone.token })]
  const started = performance.now()
  await laptop.query(endOthers)
  expect(await ended.closed).toBe(4401)
  expect(performance.now() - started).toBeLessThan(1000)
  expect(await kept.ask(whoAmI)).toMatchObject({ data: { viewer: {} } })
  expect(await phone.query(whoAmI)).toEqual({ viewer: null })
})

test('so do those at another node', async () => {
  const database = `sqlite:${join(await mkdtemp(join(tmpdir(), 'parley-')), 'shared.db')}`
  const broker = createMemoryBroker()
  await using here = await createWorld({ database, broker })
  await using there = await createWorld({ database, broker })
  const laptop = await here.signUp('ana')
  const phone = await here.anotherSession(laptop)
  const { connect } = await there.listen()
  const socket = await connect({ token: phone.token })
  const started = performance.now()
  await laptop.query(endOthers)
  expect(await socket.closed).toBe(4401)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('and when the bell is lost, the sweep closes them', async () => {
  await using world = await createWorld()
  const laptop = await world.signUp('ana')
  const phone = await world.anotherSession(laptop)
  const { connect } = await world.listen()
  const socket = await connect({ token: phone.token })
  vi.spyOn(world.app.core.broker, 'publish').mockResolvedValue()
  await laptop.query(endOthers)
  await world.app.connections.sweep()
  expect(await socket.closed).toBe(4401)
})

test('signing out over a socket ends that socket', async () => {
  await using world = await createWorld()
  const { token } = await world.signUp('ana')
  const { connect } = await world.listen()
  const socket = await connect({ token })
  await socket.ask('mutation { signOut }').catch(() => undefined)
  expect(await socket.closed).toBe(4401)
})

test('the limits, the masks and the codes are those of HTTP', async () => {
  await using world = await createWorld({ config: { isExplorerOpen: false } })
  await world.signUp('admin1')
  const { token } = await world.signUp('ana')
  const { connect } = await world.listen()
  const socket = await connect({ token })
  const aliases = Array.from({ length: 40 }, (_, i) => `a${i}: server { name }`).join(' ')
  await expect(socket.ask(`{ ${aliases} }`)).rejects.toMatchObject([{ message: expect.stringContaining('40 aliases') }])
  await expect(socket.ask('{ serve }')).rejects.toMatchObject([
    { message: expect.not.stringContaining('Did you mean') },
  ])
  await expect(socket.ask('{ not graphql')).rejects.toMatchObject([
    { message: expect.stringContaining('Syntax Error') },
  ])
  expect(await socket.ask('{ __schema { description } }')).toMatchObject({ errors: [{}] })
  vi.spyOn(world.app.core.presence, 'isOnline').mockImplementation(() => {
    throw new Error('the secret of the database')
  })
  expect(await socket.ask('{ viewer { user { presence } } }')).toMatchObject({
    errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
  })
})

test('one person, and one address, have so many sockets at most', async () => {
  await using world = await createWorld({ config: { socketsPerUser: 2, socketsPerAddress: 4 } })
  const [ana, ben] = [await world.signUp('ana'), await world.signUp('ben')]
  const { connect } = await world.listen()
  const first = await connect({ token: ana.token })
  await connect({ token: ana.token })
  await expect(connect({ token: ana.token })).rejects.toThrow('4429')
  await first[Symbol.asyncDispose]()
  await first.closed
  await connect({ token: ana.token })
  await connect({ token: ben.token })
  await connect()
  await expect(connect()).rejects.toThrow('4430')
})

test('a frame that is too large closes the socket', async () => {
  await using world = await createWorld()
  const { open } = await world.listen()
  const socket = await open()
  socket.send('x'.repeat(200_000))
  const [code] = (await once(socket, 'close')) as [number]
  expect(code).toBe(1009)
})

test('a message that only a server may send closes the socket, and is no bug', async () => {
  await using world = await createWorld()
  const { open } = await world.listen()
  const socket = await open()
  const error = vi.spyOn(world.app.core.log, 'error')
  socket.send(JSON.stringify({ type: 'next', id: '1', payload: {} }))
  const [code] = (await once(socket, 'close')) as [number]
  expect(code).toBe(4400)
  expect(error).not.toHaveBeenCalled()
})

test('a socket has so many operations at most, and room again when some are completed', async () => {
  await using world = await createWorld()
  const { token } = await world.signUp('ana')
  const { connect } = await world.listen()
  const socket = await connect({ token })
  const followed = Array.from({ length: 1000 }, () => socket.subscribe(myEvents))
  await Promise.all(followed.map((events) => events.next()))
  await expect(socket.ask(whoAmI)).rejects.toMatchObject([{ extensions: { code: 'TOO_MANY_OPERATIONS' } }])
  await followed[0]?.return()
  await vi.waitFor(async () => expect(await socket.ask(whoAmI)).toMatchObject({ data: {} }))
})

test('what many follow is worked out once, and reaches all of them', async () => {
  await using world = await createWorld()
  const people = [await world.signUp('ana'), await world.signUp('ben'), await world.signUp('cat')]
  const roomId = await people[0]!.roomNamed('general')
  const { connect } = await world.listen()
  const document =
    'subscription R($id: ID!) { roomEvents(roomId: $id) { seq ... on MessagePosted { message { text author { username } } } } }'
  const live = await Promise.all(
    people.map(async ({ token }) => (await connect({ token })).subscribe(document, { id: roomId })),
  )
  await vi.waitFor(() => expect(world.app.core.feeds.stats().subscribers).toBe(3))
  const { seq } = await people[1]!.send(roomId, 'hello')
  for (const events of live) {
    expect(await events.next()).toEqual({
      roomEvents: { seq, message: { text: 'hello', author: { username: 'ben' } } },
    })
  }
})

test('typing reaches everybody in the room over their sockets', async () => {
  await using world = await createWorld()
  const [ana, ben] = [await world.signUp('ana'), await world.signUp('ben')]
  const roomId = await ana.roomNamed('general')
  const { connect } = await world.listen()
  const document =
    'subscription S($id: ID!) { roomSignals(roomId: $id) { ... on TypingChanged { isTyping user { username } } } }'
  const signals = (await connect({ token: ana.token })).subscribe(document, { id: roomId })
  await vi.waitFor(() => expect(world.app.core.feeds.stats().subscribers).toBe(1))
  const typing = 'mutation T($input: SetTypingInput!) { setTyping(input: $input) }'
  await ben.query(typing, { input: { roomId, isTyping: true } })
  expect(await signals.next()).toEqual({ roomSignals: { isTyping: true, user: { username: 'ben' } } })
})

test('what is refused over a socket is masked as it is over HTTP', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const { connect } = await world.listen()
  const socket = await connect({ token: ana.token })
  const document = 'subscription R($id: ID!) { roomEvents(roomId: $id) { seq } }'
  const missing = Buffer.from('Room:none').toString('base64')
  expect(await socket.ask(document, { id: missing })).toMatchObject({
    errors: [{ extensions: { code: 'FORBIDDEN_OR_MISSING' } }],
  })
  vi.spyOn(world.app.core.feeds, 'subscribe').mockRejectedValue(new Error('the secret of the database'))
  const roomId = await ana.roomNamed('general')
  await expect(socket.ask(document, { id: roomId })).rejects.toMatchObject([{ message: 'Unexpected error.' }])
})

test('compression is not negotiated, though clients offer it', async () => {
  await using world = await createWorld()
  const { open } = await world.listen()
  expect((await open()).extensions).toBe('')
})
