import { expect, test, vi } from 'vitest'
import { at, createWorld, type Person } from '../../../test/world.ts'

type People = { users: { edges: { cursor: string; node: { name: string } }[]; pageInfo: { hasNextPage: boolean } } }
const people = `
  query People($search: String, $first: Int, $after: String) {
    users(search: $search, first: $first, after: $after) {
      edges { cursor node { name } }
      pageInfo { hasNextPage }
    }
  }
`
const updating = `
  mutation Update($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      __typename
      ... on InvalidInputError { field }
      ... on UpdateProfileSuccess { data { name title } }
    }
  }
`

async function namesFor(person: Person, search?: string) {
  const { users } = await person.query<People>(people, { search })
  return users.edges.map(({ node }) => node.name)
}

test('people are listed by name, whatever its case, page by page', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana', 'ana')
  for (const name of ['Zoe', 'Ben', 'anna', 'Émile', 'Ben'])
    await world.signUp(`u${crypto.randomUUID().slice(0, 8)}`, name)
  const seen: string[] = []
  for (let after: string | undefined; ; ) {
    const { users } = await ana.query<People>(people, { first: 2, after })
    seen.push(...users.edges.map(({ node }) => node.name))
    after = users.edges.at(-1)?.cursor
    if (!users.pageInfo.hasNextPage) break
  }
  expect(seen).toEqual(await namesFor(ana))
  expect(seen.slice(0, 5)).toEqual(['ana', 'anna', 'Ben', 'Ben', 'Zoe'])
})

test('a search finds the start of a username and of every word of a name, and takes no wildcards', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana', 'Ana Lima')
  await world.signUp('bob_x', 'Robert Limes')
  await world.signUp('carl100', 'Carl 100% Sure')
  expect(await namesFor(ana, 'lim')).toEqual(['Ana Lima', 'Robert Limes'])
  expect(await namesFor(ana, 'rob lim')).toEqual(['Robert Limes'])
  expect(await namesFor(ana, '@bob_')).toEqual(['Robert Limes'])
  expect(await namesFor(ana, 'imes')).toEqual([])
  expect(await namesFor(ana, '100%')).toEqual(['Carl 100% Sure'])
  expect(await namesFor(ana, '%')).toEqual([])
  expect(await namesFor(ana, '_')).toEqual([])
})

test('who is signed in sees people by id; who is not sees nobody, by no way', async () => {
  await using world = await createWorld()
  const [ana, ben] = [await world.signUp('ana'), await world.signUp('ben')]
  const id = ben.user.globalId
  const ways = [
    ['query Q($id: ID!) { user(id: $id) { username } }', { id }],
    ['query Q($id: ID!) { node(id: $id) { ... on User { username } } }', { id }],
    ['query Q($id: ID!) { nodes(ids: [$id]) { ... on User { username } } }', { id }],
    ['{ users { edges { node { username } } } }', {}],
  ] as const
  for (const [document, variables] of ways) {
    expect(JSON.stringify(await ana.query(document, variables))).toContain('"ben"')
    expect((await world.stranger().ask(document, variables)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ])
  }
})

test('nobody who is not signed in changes anything of an account', async () => {
  await using world = await createWorld()
  await world.signUp('ana')
  const doors = [
    'mutation { endOtherSessions { user { id } } }',
    'mutation { endSession(id: "U2Vzc2lvbjox") { user { id } } }',
    'mutation { updateProfile(input: { name: "x" }) { __typename } }',
    'mutation { changePassword(input: { currentPassword: "a", newPassword: "b" }) { __typename } }',
  ]
  for (const door of doors) {
    expect((await world.stranger().ask(door)).errors, door).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  }
  const events = world.stranger().subscribe('subscription { myEvents { __typename } }')
  await expect(events).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] })
})

test('a new name is told to oneself and in every room that one is in', async () => {
  await using world = await createWorld()
  const [ana, ben] = [await world.signUp('ana'), await world.signUp('ben')]
  const roomId = await ben.roomNamed('general')
  const after = at(await ben.query('query R($id: ID!) { room(id: $id) { cursor } }', { id: roomId }), 'room.cursor')
  const room = await ben.subscribe(
    'subscription Room($id: ID!, $after: String) { roomEvents(roomId: $id, after: $after) { ... on MemberProfileChanged { user { name title } } } }',
    { id: roomId, after },
  )
  const mine = await ana.subscribe('subscription { myEvents { __typename ... on MyProfileChanged { user { name } } } }')
  await mine.next()
  expect(await ana.query(updating, { input: { name: 'Ana  Lima', title: 'Gardener' } })).toMatchObject({
    updateProfile: { data: { name: 'Ana Lima', title: 'Gardener' } },
  })
  expect(await room.next()).toEqual({ roomEvents: { user: { name: 'Ana Lima', title: 'Gardener' } } })
  expect(await mine.next()).toEqual({ myEvents: { __typename: 'MyProfileChanged', user: { name: 'Ana Lima' } } })
  expect(await ana.query(updating, { input: { title: '' } })).toMatchObject({
    updateProfile: { data: { name: 'Ana Lima', title: null } },
  })
  expect(at(await ana.query(updating, { input: { name: ' ' } }), 'updateProfile.field')).toBe('name')
})

test('a new name whose telling failed is told when it is tried again', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const roomId = await ana.roomNamed('general')
  const told = await ana.subscribe(
    'subscription Room($id: ID!) { roomEvents(roomId: $id) { ... on MemberProfileChanged { user { name } } } }',
    { id: roomId },
  )
  vi.spyOn(world.app.core.commits, 'commit').mockRejectedValueOnce(new Error('the database went away'))
  expect((await ana.ask(updating, { input: { name: 'Lima' } })).errors).toHaveLength(1)
  await ana.query(updating, { input: { name: 'Lima' } })
  expect(await told.next()).toEqual({ roomEvents: { user: { name: 'Lima' } } })
})
