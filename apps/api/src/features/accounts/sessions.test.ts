import { expect, test } from 'vitest'
import { at, createWorld, password } from '../../../test/world.ts'
import { deviceName } from './device-name.ts'

const mySessions = `{ viewer { sessions { edges { node { id device isCurrent address lastUsedAt } } } } }`
const whoAmI = '{ viewer { user { username } } }'
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

const changing = `
  mutation Change($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      __typename
      ... on Error { message }
      ... on ChangePasswordSuccess { data { sessions { edges { node { isCurrent } } } } }
    }
  }
`

test('one sees one’s own sessions, with the device; the one that asks is marked', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const signingIn = `mutation { signIn(input: { username: "ana", password: "${password}" }) { __typename } }`
  await world.stranger().post({ query: signingIn }, { 'user-agent': chrome })
  const { viewer } = await ana.query<{ viewer: { sessions: { edges: { node: object }[] } } }>(mySessions)
  expect(viewer.sessions.edges.map(({ node }) => node)).toEqual([
    expect.objectContaining({ device: 'Chrome on Windows', isCurrent: false }),
    expect.objectContaining({ device: 'Unknown device', isCurrent: true }),
  ])
})

test.each([
  [chrome, 'Chrome on Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox on Linux'],
  ['curl/8.5.0', 'curl'],
  ['', 'Unknown device'],
  [null, 'Unknown device'],
])('the device of %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name)
})

test('ending a session ends that one; its token is good for nothing any more', async () => {
  await using world = await createWorld()
  const laptop = await world.signUp('ana')
  const phone = await world.anotherSession(laptop)
  const id = at(await phone.query('{ viewer { session { id } } }'), 'viewer.session.id')
  await laptop.query('mutation End($id: ID!) { endSession(id: $id) { user { id } } }', { id })
  expect(await phone.query(whoAmI)).toEqual({ viewer: null })
  expect(await laptop.query(whoAmI)).toEqual({ viewer: { user: { username: 'ana' } } })
})

test('nobody ends, or sees, a session of somebody else', async () => {
  await using world = await createWorld()
  const [ana, eve] = [await world.signUp('ana'), await world.signUp('eve')]
  const id = at(await ana.query('{ viewer { session { id } } }'), 'viewer.session.id')
  await eve.query('mutation End($id: ID!) { endSession(id: $id) { user { id } } }', { id })
  expect(await ana.query(whoAmI)).toEqual({ viewer: { user: { username: 'ana' } } })
  expect(await eve.query('query Node($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null })
})

test('signing out ends the session and clears the cookie; twice is fine', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const response = await ana.post({ query: 'mutation { signOut }' })
  expect(response.headers.get('set-cookie')).toMatch(/^parley_session=; .*Max-Age=0/)
  expect(await ana.query(whoAmI)).toEqual({ viewer: null })
  expect(await ana.query('mutation { signOut }')).toEqual({ signOut: true })
})

test('a new password ends all other sessions, and is the only one that is good', async () => {
  await using world = await createWorld()
  const laptop = await world.signUp('ana')
  const phone = await world.anotherSession(laptop)
  const input = { currentPassword: password, newPassword: 'zebra crossing at dawn' }
  expect(await laptop.query(changing, { input })).toMatchObject({
    changePassword: { data: { sessions: { edges: [{ node: { isCurrent: true } }] } } },
  })
  expect(await phone.query(whoAmI)).toEqual({ viewer: null })
  const signIn = async (secret: string) =>
    at(
      await world.stranger().query('mutation SignIn($input: SignInInput!) { signIn(input: $input) { __typename } }', {
        input: { username: 'ana', password: secret },
      }),
      'signIn.__typename',
    )
  expect(await signIn(password)).toBe('WrongCredentialsError')
  expect(await signIn(input.newPassword)).toBe('SignInSuccess')
})

test('a new password needs the old one, and to be a good one', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const change = async (currentPassword: string, newPassword: string) =>
    at(await ana.query(changing, { input: { currentPassword, newPassword } }), 'changePassword.__typename')
  expect(await change('wrong', 'zebra crossing at dawn')).toBe('WrongCredentialsError')
  expect(await change(password, 'password1')).toBe('WeakPasswordError')
})

test('a session that expired is none; use prolongs it, unless it is remembered', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const { kysely } = world.app.core.database
  const long = Date.now() - 23 * 3600_000
  await kysely
    .updateTable('session')
    .set({ last_used_at: long, expires_at: long + 24 * 3600_000 })
    .execute()
  await ana.query(whoAmI)
  const { expires_at, last_used_at } = await kysely.selectFrom('session').selectAll().executeTakeFirstOrThrow()
  expect(expires_at - Date.now()).toBeGreaterThan(23.9 * 3600_000)
  expect(Date.now() - last_used_at).toBeLessThan(60_000)
  await kysely
    .updateTable('session')
    .set({ expires_at: Date.now() - 1 })
    .execute()
  expect(await ana.query(whoAmI)).toEqual({ viewer: null })
})

test('sessions that expired are forgotten when their owner signs in again, and no others', async () => {
  await using world = await createWorld()
  const [ana, ben] = [await world.signUp('ana'), await world.signUp('ben')]
  const { kysely } = world.app.core.database
  await kysely
    .updateTable('session')
    .set({ expires_at: Date.now() - 1 })
    .execute()
  await world.anotherSession(ana)
  const kept = await kysely.selectFrom('session').select('user_id').execute()
  expect(kept.map((session) => session.user_id).sort()).toEqual([ana.user.id, ben.user.id].sort())
})

test('only the hashes of tokens and passwords are kept', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const { kysely } = world.app.core.database
  const kept = JSON.stringify([
    await kysely.selectFrom('session').selectAll().execute(),
    await kysely.selectFrom('user').selectAll().execute(),
  ])
  expect(kept).not.toContain(ana.token)
  expect(kept).not.toContain(password)
  expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
})

test('the account of somebody who was deactivated is closed', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  await world.app.core.database.kysely.updateTable('user').set({ deactivated_at: Date.now() }).execute()
  expect(await ana.query(whoAmI)).toEqual({ viewer: null })
})
