import { describe, expect, test } from 'vitest'
import { createWorld, password } from '../../../test/world.ts'

const registering = `
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      __typename
      ... on Error { message }
      ... on WeakPasswordError { suggestions }
      ... on InvalidInputError { field }
      ... on RegisterSuccess { data { token viewer { user { id username name role } session { device isCurrent } } } }
    }
  }
`
const signingIn = `
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on Error { message }
      ... on TooManyAttemptsError { retryAfterSeconds }
      ... on SignInSuccess { data { token viewer { user { username } session { expiresAt } } } }
    }
  }
`

describe('register', () => {
  test('the first account becomes the administrator, the next ones members; all land in the default room', async () => {
    await using world = await createWorld()
    const nobody = world.stranger()
    const input = { username: 'Ana', name: ' Ana  Lima ', password: 'zebra crossing at dawn', cookie: false }
    expect(await nobody.query(registering, { input })).toMatchObject({
      register: { data: { viewer: { user: { username: 'ana', name: 'Ana Lima', role: 'ADMIN' } } } },
    })
    const ben = await world.signUp('ben')
    expect(ben.user.role).toBe('MEMBER')
    await ben.send(await ben.roomNamed('general'), 'hello')
  })

  test('of two that register first at the same moment, one becomes the administrator', async () => {
    await using world = await createWorld()
    const people = await Promise.all([world.signUp('ana'), world.signUp('ben'), world.signUp('cat')])
    expect(people.map(({ user }) => user.role).sort()).toEqual(['ADMIN', 'MEMBER', 'MEMBER'])
  })

  test('sets a cookie that scripts cannot read, and answers no token then', async () => {
    await using world = await createWorld()
    const input = { username: 'ana', name: 'Ana', password: 'zebra crossing at dawn' }
    const response = await world.stranger().post({ query: registering, variables: { input } })
    expect(response.headers.get('set-cookie')).toMatch(/^parley_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(await response.json()).toMatchObject({ data: { register: { data: { token: null } } } })
  })

  test.each([
    ['a taken username', { username: 'ANA' }, 'UsernameTakenError'],
    ['a reserved username', { username: 'everyone' }, 'InvalidInputError'],
    ['an impossible username', { username: 'a b' }, 'InvalidInputError'],
    ['an empty name', { name: ' \u200b ' }, 'InvalidInputError'],
    ['a short password', { password: 'short' }, 'WeakPasswordError'],
    ['a password of the breached lists', { password: 'password123' }, 'WeakPasswordError'],
    [
      'a password made of the own name',
      { username: 'kim', name: 'Kimberly', password: 'kimberly1' },
      'WeakPasswordError',
    ],
    ['a password of a megabyte', { password: 'x'.repeat(100_000) }, 'WeakPasswordError'],
  ])('refuses %s, with a reason', async (_what, wrong, error) => {
    await using world = await createWorld()
    await world.signUp('ana')
    const input = { username: 'ben', name: 'Ben', password: 'zebra crossing at dawn', ...wrong }
    expect(await world.stranger().query(registering, { input })).toMatchObject({
      register: { __typename: error, message: expect.stringMatching(/\w/) },
    })
  })

  test('is refused when registration is closed, but for the first account', async () => {
    await using world = await createWorld({ config: { isRegistrationOpen: false } })
    const input = { username: 'ana', name: 'Ana', password: 'zebra crossing at dawn' }
    const server = '{ server { isEmpty registrationOpen } }'
    expect(await world.stranger().query(server)).toEqual({ server: { isEmpty: true, registrationOpen: true } })
    expect(await world.stranger().query(registering, { input })).toMatchObject({
      register: { __typename: 'RegisterSuccess' },
    })
    expect(await world.stranger().query(server)).toEqual({ server: { isEmpty: false, registrationOpen: false } })
    expect(await world.stranger().query(registering, { input: { ...input, username: 'ben' } })).toMatchObject({
      register: { __typename: 'RegistrationClosedError' },
    })
  })

  test('lets one in when registration is closed and several come first at once', async () => {
    await using world = await createWorld({ config: { isRegistrationOpen: false } })
    const answers = await Promise.all(
      ['ana', 'ben', 'cem'].map((username) =>
        world.stranger().query<{ register: { __typename: string } }>(registering, {
          input: { username, name: username, password: 'zebra crossing at dawn' },
        }),
      ),
    )
    expect(answers.map(({ register }) => register.__typename).sort()).toEqual([
      'RegisterSuccess',
      'RegistrationClosedError',
      'RegistrationClosedError',
    ])
  })
})

describe('signIn', () => {
  test('takes the password of the account, whatever the case of the username', async () => {
    await using world = await createWorld()
    await world.signUp('ana')
    const input = { username: ' Ana ', password, cookie: false }
    expect(await world.stranger().query(signingIn, { input })).toMatchObject({
      signIn: { data: { token: expect.stringMatching(/^[\w-]{43}$/), viewer: { user: { username: 'ana' } } } },
    })
  })

  test('answers the same for a wrong password and for an unknown username, and takes about as long', async () => {
    await using world = await createWorld()
    await world.signUp('ana')
    const timed = async (username: string) => {
      const client = world.stranger()
      const started = performance.now()
      const answer = await client.query(signingIn, { input: { username, password: 'not this one' } })
      return { answer, ms: performance.now() - started }
    }
    await timed('nobody')
    const wrong = [await timed('ana'), await timed('ana'), await timed('ana')]
    const unknown = [await timed('bob'), await timed('bob'), await timed('bob')]
    expect(wrong[0]!.answer).toEqual(unknown[0]!.answer)
    expect(wrong[0]!.answer).toMatchObject({ signIn: { __typename: 'WrongCredentialsError' } })
    const fastest = (times: { ms: number }[]) => Math.min(...times.map(({ ms }) => ms))
    expect(fastest(unknown)).toBeGreaterThan(fastest(wrong) / 3)
  })

  test('is throttled for an account from one address, also with the right password; another address still gets in', async () => {
    await using world = await createWorld()
    await world.signUp('ana')
    const attacker = world.stranger()
    for (let i = 0; i < 8; i++) await attacker.query(signingIn, { input: { username: 'ana', password: 'guess' } })
    expect(await attacker.query(signingIn, { input: { username: 'ana', password } })).toMatchObject({
      signIn: { __typename: 'TooManyAttemptsError', retryAfterSeconds: expect.any(Number) },
    })
    expect(
      await world.stranger().query(signingIn, { input: { username: 'ana', password, cookie: false } }),
    ).toMatchObject({
      signIn: { __typename: 'SignInSuccess' },
    })
  })

  test('attempts with usernames that are too long are counted by their beginnings', async () => {
    await using world = await createWorld()
    const attacker = world.stranger()
    const guess = (i: number) =>
      attacker.query(signingIn, { input: { username: `${'x'.repeat(33)}${i}`, password: 'guess' } })
    for (let i = 0; i < 8; i++) await guess(i)
    expect(await guess(8)).toMatchObject({ signIn: { __typename: 'TooManyAttemptsError' } })
  })

  test('a remembered session lasts 90 days and its cookie as long; another ends with its browser', async () => {
    await using world = await createWorld()
    await world.signUp('ana')
    const cookieOf = async (remember: boolean) => {
      const variables = { input: { username: 'ana', password, remember } }
      return (await world.stranger().post({ query: signingIn, variables })).headers.get('set-cookie')
    }
    expect(await cookieOf(true)).toContain(`Max-Age=${90 * 24 * 3600}`)
    expect(await cookieOf(false)).not.toContain('Max-Age')
  })
})
