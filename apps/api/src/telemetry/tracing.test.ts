import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { roomOf } from '../../test/talk.ts'
import { createWorld } from '../../test/world.ts'

type Span = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  status: { code?: number }
}
type Export = { resourceSpans: { resource: { attributes: unknown[] }; scopeSpans: { spans: Span[] }[] }[] }

/** A collector of OpenTelemetry's that keeps what it gets. */
async function aCollector() {
  const exports: Export[] = []
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
      if (request.url === '/v1/traces') exports.push(JSON.parse(text.toString()))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exports,
    spans: () => exports.flatMap((it) => it.resourceSpans.flatMap((of) => of.scopeSpans.flatMap(({ spans }) => spans))),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const traceId = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${traceId}-b7ad6b7169203331-01`

test('a request that is part of a trace goes on in it: the operation, its wait for a commit; and the batch is a trace of its own', async () => {
  await using collector = await aCollector()
  const otlp = { endpoint: collector.endpoint, serviceName: 'parley-test', ratio: 1 }
  {
    await using world = await createWorld({ config: { otlp } })
    const ada = await world.signUp('ada')
    const roomId = await roomOf(world, [ada])
    const { url } = await world.listen()
    const document = 'mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { __typename } }'
    const input = { roomId, clientId: crypto.randomUUID(), text: 'hello' }
    const response = await fetch(`${url}/graphql?secret=x`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ada.token}`, traceparent },
      body: JSON.stringify({ query: document, variables: { input } }),
    })
    expect(await response.json()).toEqual({ data: { sendMessage: { __typename: 'SendMessageSuccess' } } })
    const after = '{ room(id: "nobody") { id } }'
    await ada.ask(`query Wrong ${after}`)
  }
  const spans = collector.spans()
  const named = (name: string) => spans.find((span) => span.name === name)
  const [request, operation, commit] = [named('POST graphql'), named('mutation Send'), named('commit')]
  expect(request).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331', kind: 2 })
  expect(operation).toMatchObject({ traceId, parentSpanId: request?.spanId })
  const sends = spans.filter((span) => span.name === 'commit' && span.traceId === traceId)
  expect(sends).toMatchObject([{ parentSpanId: operation?.spanId }])
  expect(commit).toBeDefined()
  expect(named('commit batch')?.parentSpanId ?? '').toBe('')
  expect(named('query Wrong')?.status.code).toBe(2)
  const service = { key: 'service.name', value: { stringValue: 'parley-test' } }
  expect(collector.exports[0]?.resourceSpans[0]?.resource.attributes).toContainEqual(service)
  const text = JSON.stringify(collector.exports)
  for (const secret of ['secret=x', 'hello', 'Bearer']) expect(text).not.toContain(secret)
})

test('who comes back over a socket is seen to read the log', async () => {
  await using collector = await aCollector()
  {
    await using world = await createWorld({ config: { otlp: { ...collector, serviceName: 'parley', ratio: 1 } } })
    const ada = await world.signUp('ada')
    const room = await roomOf(world, [ada])
    const socket = await (await world.listen()).connect({ token: ada.token })
    const before = await ada.query<{ room: { cursor: string } }>(`{ room(id: "${room}") { cursor } }`)
    await ada.send(room, 'hello')
    const place = `roomId: "${room}", after: "${before.room.cursor}"`
    const events = socket.subscribe(`subscription Follow { roomEvents(${place}) { cursor } }`)
    await events.next()
    const asked = { query: 'query Traced { viewer { user { id } } }', extensions: { traceparent } }
    for await (const answer of socket.client.iterate(asked)) expect(answer.errors).toBeUndefined()
  }
  expect(collector.spans().find(({ name }) => name === 'query Traced')).toMatchObject({ traceId })
  const names = collector.spans().map(({ name }) => name)
  expect(names).toContain('subscription Follow')
  expect(names).toContain('read events of logs')
})

test('nothing is loaded or sent when no endpoint is named, and a collector that is away harms nothing', async () => {
  await using silent = await createWorld()
  expect(silent.app.telemetry.tracing).toBeNull()
  const otlp = { endpoint: 'http://127.0.0.1:9', serviceName: 'parley', ratio: 1 }
  const world = await createWorld({ config: { otlp } })
  const ada = await world.signUp('ada')
  expect(await ada.query('{ viewer { user { username } } }')).toEqual({ viewer: { user: { username: 'ada' } } })
  const started = performance.now()
  await world[Symbol.asyncDispose]()
  expect(performance.now() - started).toBeLessThan(4000)
})
