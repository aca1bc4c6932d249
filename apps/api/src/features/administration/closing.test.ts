import { createMysqlDatabase } from '@parley/dev/testing'
import { createMemoryBroker } from '@parley/realtime'
import { describe, expect, test, vi } from 'vitest'
import { act, roomOf, say } from '../../../test/talk.ts'
import { at, createWorld, type Person, password, type World } from '../../../test/world.ts'

// Closing accounts and taking roles: at once, on every node, whatever happens at the same moment.

/** Two nodes on one database, with a bell between them. */
async function twoNodes() {
  const database = await createMysqlDatabase()
  const broker = createMemoryBroker()
  const here = await createWorld({ database: database.url, broker })
  const there = await createWorld({ database: database.url, broker })
  return {
    here,
    there,
    async [Symbol.asyncDispose]() {
      await Promise.all([here[Symbol.asyncDispose](), there[Symbol.asyncDispose]()])
      await database[Symbol.asyncDispose]()
    },
  }
}

const of = (person: Person) => ({ input: { userId: person.user.globalId } })
const setRole = (who: Person, whose: Person, role: 'ADMIN' | 'MEMBER') =>
  act(who, 'setUserRole', { input: { ...of(whose).input, role } })

function signIn(world: World, username: string, secret: string) {
  return act(world.stranger(), 'signIn', { input: { username, password: secret, cookie: false }, select: 'token' })
}

async function whatCloses(world: World, { token }: Person, act: () => Promise<unknown>): Promise<number> {
  const { closed } = await (await world.listen()).connect({ token })
  const started = performance.now()
  await act()
  const code = await closed
  expect(performance.now() - started).toBeLessThan(1000)
  return code
}

describe('a closed account', () => {
  test('is out everywhere within a second: sockets at another node, requests, sign-in', async () => {
    await using nodes = await twoNodes()
    const { here, there } = nodes
    const [ada, ben] = [await here.signUp('ada'), await here.signUp('ben')]
    const phone = await here.anotherSession(ben)
    const events = await there.visit(phone).subscribe('subscription { myEvents { __typename } }')
    await events.next()
    expect(await whatCloses(there, phone, () => act(ada, 'deactivateUser', of(ben)))).toBe(4401)
    for (const session of [ben, phone]) {
      expect(await there.visit(session).query('{ viewer { user { id } } }')).toEqual({ viewer: null })
    }
    const sessions = here.app.core.database.kysely.selectFrom('session').select('id').where('user_id', '=', ben.user.id)
    expect(await sessions.execute()).toEqual([])
  })

  test('is said to be closed to whoever knows its password, and to nobody else', async () => {
    await using world = await createWorld()
    const [ada, ben] = [await world.signUp('ada'), await world.signUp('ben')]
    await act(ada, 'deactivateUser', of(ben))
    expect(await signIn(world, 'ben', password)).toMatchObject({ __typename: 'AccountClosedError' })
    const [guessed, unknown] = [await signIn(world, 'ben', 'a guess'), await signIn(world, 'nobody', 'a guess')]
    expect(guessed).toEqual(unknown)
    expect(guessed).toMatchObject({ __typename: 'WrongCredentialsError' })
    await act(ada, 'reactivateUser', of(ben))
    expect(await signIn(world, 'ben', password)).toMatchObject({ __typename: 'SignInSuccess' })
  })

  test('is offline, in no list of people, can’t be invited or mentioned, and is not counted', async () => {
    await using world = await createWorld()
    const [ada, ben] = [await world.signUp('ada'), await world.signUp('ben')]
    const room = await roomOf(world, [ada, ben])
    await (await world.listen()).connect({ token: ben.token })
    await vi.waitFor(() => expect(world.app.core.presence.isOnline(ben.user.id)).toBe(true))
    const events = await ada.subscribe(`subscription { roomEvents(roomId: "${room}") { __typename
      ... on MemberProfileChanged { user { username isDeactivated presence } } } }`)
    await act(ada, 'deactivateUser', of(ben))
    expect(at(await events.next(), 'roomEvents')).toEqual({
      __typename: 'MemberProfileChanged',
      user: { username: 'ben', isDeactivated: true, presence: 'OFFLINE' },
    })
    const found = await ada.query('{ users { edges { node { username } } } }')
    expect(at(found, 'users.edges')).toEqual([{ node: { username: 'ada' } }])
    const { data: said } = await say(ada, room, { text: 'where is @ben?' })
    expect(said.mentions).toEqual([])
    const invited = { input: { roomId: await ada.roomNamed('general'), userIds: [ben.user.globalId] } }
    expect(await act(ada, 'inviteToRoom', invited)).toMatchObject({ __typename: 'InvalidInputError' })
    const totals = await ada.query('{ administration { totals { users activeUsers sessions } } }')
    expect(at(totals, 'administration.totals')).toEqual({ users: 2, activeUsers: 1, sessions: 1 })
  })

  test('can’t be entered by a sign-in that began before: neither now nor when it is opened again', async () => {
    await using database = await createMysqlDatabase()
    await using world = await createWorld({ database: database.url })
    const [ada, ben] = [await world.signUp('ada'), await world.signUp('ben')]
    const entering = Array.from({ length: 4 }, () => signIn(world, 'ben', password))
    await act(ada, 'deactivateUser', of(ben))
    await Promise.all(entering)
    await act(ada, 'reactivateUser', of(ben))
    const sessions = world.app.core.database.kysely.selectFrom('session').select('id')
    expect(await sessions.where('user_id', '=', ben.user.id).execute()).toEqual([])
  })
})

describe('somebody signed out by an administrator', () => {
  test('has no session left, and may sign in again', async () => {
    await using nodes = await twoNodes()
    const [ada, ben] = [await nodes.here.signUp('ada'), await nodes.here.signUp('ben')]
    expect(await whatCloses(nodes.there, ben, () => act(ada, 'signOutUser', of(ben)))).toBe(4401)
    expect(await signIn(nodes.here, 'ben', password)).toMatchObject({ __typename: 'SignInSuccess' })
  })
})

describe('a role that changes', () => {
  test('makes the person’s sockets at any node come back as what they are now, within a second', async () => {
    await using nodes = await twoNodes()
    const [ada, ben] = [await nodes.here.signUp('ada'), await nodes.here.signUp('ben')]
    for (const role of ['ADMIN', 'MEMBER'] as const) {
      expect(await whatCloses(nodes.there, ben, () => setRole(ada, ben, role))).toBe(4205)
      const socket = await (await nodes.there.listen()).connect({ token: ben.token })
      const { data } = await socket.ask('{ administration { totals { users } } }')
      expect(data ?? null).toEqual(role === 'ADMIN' ? { administration: { totals: { users: 2 } } } : null)
    }
  })

  test('is found by the sweep when the bell was lost', async () => {
    await using world = await createWorld()
    const [, ben] = [await world.signUp('ada'), await world.signUp('ben')]
    const { closed } = await (await world.listen()).connect({ token: ben.token })
    const { kysely } = world.app.core.database
    await kysely.updateTable('user').set({ role: 'ADMIN' }).where('id', '=', ben.user.id).execute()
    await world.app.connections.sweep()
    expect(await closed).toBe(4205)
  })
})

describe('there is always an administrator', () => {
  const activeAdministrators = async (world: World) => {
    const users = world.app.core.database.kysely.selectFrom('user').select('username').where('role', '=', 'ADMIN')
    return (await users.where('deactivated_at', 'is', null).execute()).length
  }

  test('the last one can’t go, and nobody shuts themselves out', async () => {
    await using world = await createWorld()
    const [ada, ben] = [await world.signUp('ada'), await world.signUp('ben')]
    expect(await setRole(ada, ada, 'MEMBER')).toMatchObject({ __typename: 'LastAdministratorError' })
    expect(await act(ada, 'deactivateUser', of(ada))).toMatchObject({ __typename: 'LastAdministratorError' })
    await setRole(ada, ben, 'ADMIN')
    expect(await setRole(ada, ada, 'MEMBER')).toMatchObject({ __typename: 'ThatIsYouError' })
    expect(await act(ada, 'deactivateUser', of(ada))).toMatchObject({ __typename: 'ThatIsYouError' })
    await act(ada, 'deactivateUser', of(ben))
    expect(await setRole(ada, ada, 'MEMBER')).toMatchObject({ __typename: 'LastAdministratorError' })
    expect(await activeAdministrators(world)).toBe(1)
  })

  test('of many that remove each other at the same moment, at two nodes, one stays', async () => {
    await using nodes = await twoNodes()
    const ada = await nodes.here.signUp('ada')
    const others: Person[] = []
    for (const name of ['ben', 'cat', 'dan', 'eve']) others.push(await nodes.here.signUp(name))
    for (const person of others) await setRole(ada, person, 'ADMIN')
    const all = [ada, ...others]
    const attempts = all.map(async (person, i) => {
      const next = all[(i + 1) % all.length] ?? ada
      const who = i % 2 ? person : nodes.there.visit(person)
      return i < 2 ? setRole(who, next, 'MEMBER') : act(who, 'deactivateUser', of(next))
    })
    const outcomes = await Promise.allSettled(attempts)
    const done = outcomes.filter(({ status }) => status === 'fulfilled')
    expect(await activeAdministrators(nodes.here)).toBe(all.length - done.length)
    expect(await activeAdministrators(nodes.here)).toBeGreaterThan(0)
    const refusals = outcomes.flatMap((it) => (it.status === 'rejected' ? [String(it.reason)] : []))
    for (const refusal of refusals) expect(refusal).toMatch('FORBIDDEN_OR_MISSING')
  })
})
