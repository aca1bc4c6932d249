import { createMysqlDatabase } from '@parley/dev/testing'
import { openDatabase } from '@parley/db'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { at, createWorld } from '../test/world.ts'
import { createLog } from './log.ts'

/** A log that is read while it is written. */
function aLog(logLevel: 'info' | 'debug' | 'trace') {
  const lines: string[] = []
  const log = createLog({ logLevel, logFormat: 'json' }, { write: (line) => void lines.push(line) })
  return { log, lines, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

test('the log does not say what a statement that failed was to write', async () => {
  await using empty = await createMysqlDatabase()
  await using database = await openDatabase(empty.url)
  const error: unknown = await sql`insert into nowhere values (${'the secret of ana'})`
    .execute(database.kysely)
    .catch((failure: unknown) => failure)
  const { log, lines } = aLog('info')
  log.error({ err: error }, 'An operation failed by a bug.')
  expect(lines.join('')).toContain('ER_NO_SUCH_TABLE')
  expect(lines.join('')).not.toContain('the secret')
})

test('each operation is logged with its request’s id, its name, its time and how it ended, whichever way it came', async () => {
  const { log, entries } = aLog('debug')
  await using world = await createWorld({ log })
  const ada = await world.signUp('ada')
  const { url, connect } = await world.listen()
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${ada.token}`, 'x-request-id': 'req-1' }
  const body = JSON.stringify({ query: 'query Who { viewer { user { id } } }' })
  await (await fetch(`${url}/graphql?x=y`, { method: 'POST', headers, body })).text()
  const socket = await connect({ token: ada.token })
  await socket.ask('query Over { viewer { user { id } } }')
  await socket.ask('mutation Bad { signOutUser(input: { userId: "x" }) { __typename } }')
  await expect.poll(() => entries().find(({ path }) => path === '/graphql')).toBeDefined()

  const of = (name: string) => entries().find(({ operation }) => operation === name)
  const common = { ms: expect.any(Number), userId: ada.user.id }
  const who = { requestId: 'req-1', operation: 'Who', type: 'query', codes: [], level: 20 }
  expect(of('Who')).toMatchObject({ ...common, ...who })
  expect(of('Over')).toMatchObject({ ...common, operationId: expect.any(String), requestId: expect.any(String) })
  expect(of('Bad')).toMatchObject({ ...common, codes: [expect.any(String)], level: 30 })
  const request = { requestId: 'req-1', method: 'POST', path: '/graphql', status: 200, ms: expect.any(Number) }
  expect(entries()).toContainEqual(expect.objectContaining(request))
})

test('the log holds no secret, however much it says: no password, no token, no cookie, no text of a message', async () => {
  const { log, lines } = aLog('trace')
  await using world = await createWorld({ log })
  const ada = await world.signUp('ada')
  const { url, connect } = await world.listen()
  const password = 'zebra crossing at dawn'
  const register = `mutation Register($input: RegisterInput!) { register(input: $input) {
    __typename ... on RegisterSuccess { data { token } } } }`
  const input = { username: 'ben', name: 'Ben', password, cookie: false }
  const post = (query: string, variables: object, headers = {}) =>
    fetch(`${url}/graphql?token=in-the-address`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    }).then((response) => response.json())
  const token = at(await post(register, { input }), 'data.register.data.token')
  const signIn = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { __typename } }'
  await post(signIn, { input: { username: 'ben', password: 'a wrong guess' } })
  await post('query Bad($x: Nothing) { viewer { user { id } } }', { password }, { cookie: `parley_session=${token}` })
  const socket = await connect({ token: ada.token })
  const roomId = await ada.roomNamed('general')
  const send = 'mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { __typename } }'
  await socket.ask(send, { input: { roomId, clientId: crypto.randomUUID(), text: 'a confidence' } })

  expect(lines.length).toBeGreaterThan(5)
  const secrets = [password, 'a wrong guess', 'in-the-address', 'a confidence', token, ada.token ?? '?']
  for (const secret of secrets) expect(lines.join('')).not.toContain(secret)
})
