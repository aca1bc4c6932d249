import { randomBytes } from 'node:crypto'
import { serverAudits } from 'graphql-http'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { createWorld } from '../../test/world.ts'

const server = '{ server { name } }'

test('GraphQL over HTTP is served as the specification says: all MUST and SHOULD audits of graphql-http pass', async () => {
  await using world = await createWorld()
  const { url } = await world.listen()
  const audits = serverAudits({ url: `${url}/graphql`, fetchFn: fetch })
  const results = await Promise.all(audits.map(async (audit) => ({ name: audit.name, result: await audit.fn() })))
  expect(results.length).toBeGreaterThan(50)
  const demanded = results.filter(({ name }) => !name.startsWith('MAY'))
  expect(demanded.filter(({ result }) => result.status !== 'ok')).toEqual([])
})

test('a page of another origin is refused, with or without a cookie', async () => {
  await using world = await createWorld()
  const response = await world.stranger().post({ query: server }, { origin: 'https://evil.example' })
  expect(response.status).toBe(403)
  const own = await world.stranger().post({ query: server }, { origin: 'http://parley.test' })
  expect(await own.json()).toEqual({ data: { server: { name: 'Parley' } } })
})

test('an origin that is allowed by name may ask, and is told so', async () => {
  await using world = await createWorld({ config: { allowedOrigins: ['https://chat.example'] } })
  const response = await world.stranger().post({ query: server }, { origin: 'https://chat.example' })
  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBe('https://chat.example')
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/graphql',
  'multipart/form-data; boundary=x',
  '',
])('a body of type “%s” is refused: a form of another site could send it', async (type) => {
  await using world = await createWorld()
  const response = await world.stranger().post({ query: server }, { 'content-type': type })
  expect(response.status).toBe(415)
})

test.each(['APPLICATION/JSON', 'Application/Json; charset=UTF-8', 'application/json;charset=utf-8'])(
  'a body of type “%s” is JSON',
  async (type) => {
    await using world = await createWorld()
    const response = await world.stranger().post({ query: server }, { 'content-type': type })
    expect(await response.json()).toEqual({ data: { server: { name: 'Parley' } } })
  },
)

test('a GET with a cookie needs a header that no other site can send; without a cookie it does not', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const url = `http://parley.test/graphql?query=${encodeURIComponent('{ viewer { user { username } } }')}`
  const cookie = `parley_session=${ana.token}`
  const refused = await world.app.fetch(new Request(url, { headers: { cookie } }))
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'REFUSED' } }] })
  const asked = await world.app.fetch(new Request(url, { headers: { cookie, 'x-parley-csrf': '1' } }))
  expect(await asked.json()).toEqual({ data: { viewer: { user: { username: 'ana' } } } })
  expect(await (await world.app.fetch(new Request(url))).json()).toEqual({ data: { viewer: null } })
})

const nested = (depth: number) => `${'members { edges { node { room { '.repeat(depth)}name${'} } } }'.repeat(depth)}`
const tooMuch: [string, string, RegExp][] = [
  ['too long', `{ server { name } } #${'x'.repeat(50_000)}`, /too large: \d+ characters/],
  ['of too many tokens', `{ server { ${'name '.repeat(6000)} } }`, /limited to 5000|more that 5000 tokens/],
  [
    'of too many aliases',
    `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: server { name }`).join(' ')} }`,
    /40 aliases/,
  ],
  [
    'of too many directives',
    `{ server { name ${'@include(if: true) '.repeat(60)} } }`,
    /60 directives|can only be used once/,
  ],
  ['too deep', `{ room(id: "x") { ${nested(8)} } }`, /depth/],
  [
    'too costly',
    '{ users(first: 200) { edges { node { id } } } publicRooms(first: 200) { edges { node { members(first: 200) { edges { node { room { members(first: 200) { edges { cursor } } } } } } } } } }',
    /complexity/,
  ],
]

test.each(tooMuch)('a document that is %s is refused', async (_what, query, reason) => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const { errors, data } = await ana.ask(query)
  expect(errors?.[0]?.message).toMatch(reason)
  expect(data ?? null).toBeNull()
  await expect(ana.subscribe(query.replace('{', 'subscription {'))).rejects.toThrow()
})

test('a body that is too large is refused before it is read to its end', async () => {
  await using world = await createWorld()
  const response = await world.stranger().post({ query: server, extensions: { x: 'y'.repeat(300_000) } })
  expect(response.status).toBe(413)
})

test('a page that is too large is refused', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  expect((await ana.ask('{ users(first: 10000) { edges { node { id } } } }')).errors).toHaveLength(1)
})

test('what is asked of many things by their ids costs as much for each of them', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Room { members(first: 200) { edges { cursor } } } } }'
  const roomId = await ana.roomNamed('general')
  await ana.query(query, { ids: [roomId, roomId] })
  const { errors } = await ana.ask(query, { ids: Array.from({ length: 500 }, () => roomId) })
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['TOO_COMPLEX'])
})

test('a bug is masked, logged under the id of its request, and that id is told', async () => {
  const lines: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) })
  await using world = await createWorld({ log })
  const ana = await world.signUp('ana')
  vi.spyOn(world.app.core.presence, 'isOnline').mockImplementation(() => {
    throw new Error('the secret of the database')
  })
  const response = await ana.post({ query: '{ viewer { user { presence } } }' }, { 'x-request-id': 'request-1' })
  expect(response.headers.get('x-request-id')).toBe('request-1')
  expect(await response.json()).toMatchObject({
    errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' } }],
  })
  const logged = lines.map((line) => JSON.parse(line) as { requestId: string; err: { message: string } })
  expect(logged).toMatchObject([{ requestId: 'request-1', err: { message: 'the secret of the database' } }])
})

test('who is not signed in, and what is not there, are told by a code', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  expect((await world.stranger().ask('{ users { edges { cursor } } }')).errors).toMatchObject([
    { extensions: { code: 'UNAUTHENTICATED' } },
  ])
  const input = { roomId: Buffer.from(`Room:${randomBytes(8).toString('hex')}`).toString('base64') }
  const joining = 'mutation Join($input: RoomInput!) { joinRoom(input: $input) { __typename } }'
  expect((await ana.ask(joining, { input })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN_OR_MISSING' } }])
})

test('a request id is made up when none is given, or a strange one', async () => {
  await using world = await createWorld()
  const response = await world.stranger().post({ query: server }, { 'x-request-id': 'a b' })
  expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
})

test('the schema is shown to administrators only, and not by way of suggestions', async () => {
  await using world = await createWorld({ config: { isExplorerOpen: false } })
  const [admin, member] = [await world.signUp('ana'), await world.signUp('ben')]
  const introspection = '{ __schema { queryType { name } } }'
  expect(await admin.query(introspection)).toEqual({ __schema: { queryType: { name: 'Query' } } })
  for (const client of [member, world.stranger()]) {
    expect((await client.ask(introspection)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN_OR_MISSING' } }])
    expect((await client.ask('{ serve { name } }')).errors?.[0]?.message).not.toContain('Did you mean')
  }
})

test('the explorer is served to administrators only', async () => {
  await using world = await createWorld({ config: { isExplorerOpen: false } })
  const [admin, member] = [await world.signUp('ana'), await world.signUp('ben')]
  const page = async (token: string | null) => {
    const headers = { accept: 'text/html', cookie: `parley_session=${token}` }
    return world.app.fetch(new Request('http://parley.test/graphql', { headers }))
  }
  const shown = await page(admin.token)
  expect(shown.headers.get('content-type')).toContain('text/html')
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect((await page(member.token)).status).toBe(403)
})

test('a subscription over HTTP ends with its session', async () => {
  await using world = await createWorld()
  const laptop = await world.signUp('ana')
  const phone = await world.anotherSession(laptop)
  const query = 'subscription { myEvents { __typename } }'
  const response = await phone.post({ query }, { accept: 'text/event-stream' })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('MyEventsReady')) text += (await reader.read()).value ?? ''
  await laptop.query('mutation { endOtherSessions { user { id } } }')
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
  expect(text).toContain('event: complete')
})

test('a subscription over HTTP that breaks off counts no more among what its reader has open', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const room = await ana.roomNamed('general')
  const { connections, core } = world.app
  vi.spyOn(core.feeds, 'follow').mockImplementation(async function* () {
    yield* []
    throw new Error('the secret of the database')
  })
  const query = `subscription { roomEvents(roomId: "${room}") { seq } }`
  const response = await ana.post({ query }, { accept: 'text/event-stream' })
  expect(connections.countOf(ana.user.id)).toBe(1)
  expect(await response.text()).toContain('Unexpected error.')
  expect(connections.countOf(ana.user.id)).toBe(0)
})
