import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roomOf } from '../../test/talk.ts'
import { createWorld, type Person, type World } from '../../test/world.ts'

let world: World
let ana: Person
let url: string
let room: string

beforeAll(async () => {
  world = await createWorld()
  ana = await world.signUp('ana')
  room = await roomOf(world, [ana])
  url = (await world.listen()).url
})
afterAll(() => world[Symbol.asyncDispose]())

type Headers = Record<string, string>

/** Asks twice: as a program does, and with a cookie that means nothing, so that the engine's own server answers. */
async function askBothWays(body: string, headers: Headers = {}) {
  const ask = async (more: Headers) => {
    const base = {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${ana.token}`,
    }
    const response = await fetch(`${url}/graphql`, { method: 'POST', body, headers: { ...base, ...headers, ...more } })
    const { status } = response
    const told = ['content-type', 'cache-control', 'allow', 'x-request-id'].map((name) => response.headers.get(name))
    return { status, told, text: await response.text() }
  }
  const requestId = { 'x-request-id': 'the-same-request' }
  return [await ask(requestId), await ask({ ...requestId, cookie: 'theme=dark' })] as const
}

const clientId = '7d0f3a52-0e8c-4f0e-8f67-0d3a5f6b1c11'
const sendDocument =
  'mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { __typename ... on SendMessageSuccess { data { seq text } } } }'
const send = (input: object) => JSON.stringify({ query: sendDocument, variables: { input } })

const accepted = [
  '*/*',
  'application/json',
  'application/json; charset=latin1',
  'application/graphql-response+json',
  'application/graphql-response+json, application/json;q=0.9',
  'application/json, text/plain, */*',
  'text/html',
]

const cases: Record<string, () => string> = {
  'a query': () => JSON.stringify({ query: '{ viewer { user { username } } }' }),
  'a mutation, whose second time finds the first': () => send({ roomId: room, clientId, text: 'hello' }),
  'a mutation that refuses': () => send({ roomId: room, clientId, text: ' ' }),
  'a missing variable': () => JSON.stringify({ query: sendDocument }),
  'a wrong variable': () => send({ roomId: 7 }),
  'an id of another kind': () => send({ roomId: 'nonsense', clientId, text: 'hello' }),
  'a syntax error': () => JSON.stringify({ query: '{' }),
  'a field that is not there': () => JSON.stringify({ query: '{ nothing }' }),
  'two operations and none named': () => JSON.stringify({ query: 'query A { __typename } query B { __typename }' }),
  'one of two operations': () =>
    JSON.stringify({ query: 'query A { __typename } query B { server { name } }', operationName: 'B' }),
  'an operation that is not there': () => JSON.stringify({ query: '{ __typename }', operationName: 'C' }),
  'too deep a query': () => JSON.stringify({ query: `{ viewer ${'{ user '.repeat(40)}${'}'.repeat(40)} }` }),
  'the schema': () => JSON.stringify({ query: '{ __schema { queryType { name } } }' }),
  'no query': () => JSON.stringify({ variables: {} }),
  'a query that is no text': () => JSON.stringify({ query: 7 }),
  'variables that are a list': () => JSON.stringify({ query: '{ __typename }', variables: [] }),
  'extensions that are text': () => JSON.stringify({ query: '{ __typename }', extensions: 'x' }),
  'a parameter too many': () => JSON.stringify({ query: '{ __typename }', more: 1 }),
  'a list of operations': () => JSON.stringify([{ query: '{ __typename }' }]),
  'no JSON': () => '{ query',
  'JSON that is no object': () => 'null',
}

test.each(Object.entries(cases))(
  'to a program’s POST of %s the answer is that of the engine’s own server',
  async (_what, body) => {
    for (const accept of accepted) {
      const [plain, full] = await askBothWays(body(), { accept })
      expect(plain).toEqual(full)
    }
  },
)

test.each([
  ['a token that is none', { authorization: 'Bearer nonsense' }],
  ['a token of another kind', { authorization: 'Basic abc' }],
  ['another type of body', { 'content-type': 'text/plain' }],
  ['a charset', { 'content-type': 'application/json; charset=utf-8' }],
  ['an origin', { origin: 'https://evil.example' }],
])('with %s too', async (_what, headers: Headers) => {
  const [plain, full] = await askBothWays(JSON.stringify({ query: '{ viewer { user { username } } }' }), headers)
  expect(plain).toEqual(full)
})

test('to programs, too, GraphQL over HTTP is served as its specification says', async () => {
  const asProgram = async (input: string, init: RequestInit = {}) =>
    fetch(input, {
      ...init,
      headers: { ...(init.headers as Headers | undefined), authorization: `Bearer ${ana.token}` },
    })
  const audits = serverAudits({ url: `${url}/graphql`, fetchFn: asProgram })
  const results = await Promise.all(audits.map(async (audit) => ({ name: audit.name, result: await audit.fn() })))
  const failed = results.filter(({ name, result }) => !name.startsWith('MAY') && result.status !== 'ok')
  expect(failed).toEqual([])
})

test('a subscription is answered by a stream of events', async () => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query: 'subscription { myEvents { __typename } }' }),
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${ana.token}` },
  })
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  await response.body?.cancel()
})

test('a body that is too large is refused', async () => {
  const [plain, full] = await askBothWays(
    JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(300_000) } }),
  )
  expect(plain.status).toBe(413)
  expect(plain).toEqual(full)
})

test('what a sign-in sets on its connection is sent', async () => {
  const query = 'mutation { signOut }'
  const ben = await world.signUp('ben')
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query }),
    headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${ben.token}` },
  })
  expect(response.headers.get('set-cookie')).toMatch(/parley_session=;/)
})
