import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request as ask, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { appHeaders } from '../../../../apps/api/src/http/security-headers.ts'
import { startNginx } from '../services/nginx.ts'
import { balancer } from './balancer.ts'
import { packWeb } from './pack-web.ts'

type Seen = { body: string; headers: IncomingMessage['headers']; url: string }
type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** Something in the place of a node, that does as it is told. */
async function standIn(name: string) {
  const seen: Seen[] = []
  const state: { answer: Answer; refusesUpgrades: boolean } = {
    answer: (response) => response.end(name),
    refusesUpgrades: false,
  }
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ body, headers: request.headers, url: request.url ?? '' })
      state.answer(response, request)
    })
  })
  server.on('upgrade', (_request, stream: Duplex) => {
    const refusal = 'HTTP/1.1 503 Service Unavailable\r\nX-Accel-Redirect: @another_node\r\nContent-Length: 0\r\n\r\n'
    const agreed = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Node: ${name}\r\n\r\n`
    stream.end(state.refusesUpgrades ? refusal : agreed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    name,
    port,
    seen,
    state,
    die: () => void server.close().closeAllConnections(),
    [Symbol.asyncDispose]: async () => void server.close().closeAllConnections(),
  }
}

/** Three of them behind the real balancer, with a web app of a few files. */
async function behindNginx() {
  await using starting = new AsyncDisposableStack()
  const nodes = [
    starting.use(await standIn('node-1')),
    starting.use(await standIn('node-2')),
    starting.use(await standIn('node-3')),
  ] as const
  const web = await webApp()
  starting.defer(() => rm(web, { recursive: true }))
  const nginx = starting.use(await startNginx(balancer({ nodes, web })))
  const running = starting.move()
  const all = () => nodes.flatMap(({ seen }) => seen)
  return { url: nginx.url, nginx, nodes, web, all, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

async function webApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-web-'))
  const built = join(folder, 'built')
  await mkdir(join(built, 'assets'), { recursive: true })
  await mkdir(join(built, '.vite'))
  await writeFile(join(built, 'index.html'), '<!doctype html><title>Parley</title>')
  await writeFile(join(built, 'favicon.svg'), '<svg/>')
  await writeFile(join(built, '.vite/manifest.json'), '{}')
  await writeFile(join(built, 'assets/main-abc123.js'), `export const text = '${'parley '.repeat(500)}'`)
  await packWeb(built, folder)
  return folder
}

const post = (url: string, body = '{}', headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

/** Asks for a WebSocket. The node that agreed, or the status. */
function upgrade(url: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'MDEyMzQ1Njc4OWFiY2RlZg==',
  }
  const request = ask(url, { headers })
  request.on('upgrade', (response, stream) => {
    stream.destroy()
    resolve(response.headers['x-node'])
  })
  request.on('response', (response) => resolve(response.resume().statusCode))
  request.on('error', reject)
  request.end()
  return promise
}

test('a node is asked by its name; any other name is any node, and nothing else', async () => {
  await using front = await behindNginx()
  for (const { name } of front.nodes) {
    expect(await (await fetch(`${front.url}/n/${name}/graphql?query=x`)).text()).toBe(name)
    expect(await upgrade(`${front.url}/n/${name}/graphql`)).toBe(name)
  }
  for (const name of ['node-9', 'localhost', 'mysql', 'a--b']) {
    expect(await (await post(`${front.url}/n/${name}/graphql`)).text()).toMatch(/^node-[123]$/)
  }
  for (const path of [
    '/n/127.0.0.1:22/graphql',
    '/n/Node-1/graphql',
    '/n/-/graphql',
    '/n/node-1/graphql/x',
    '/n/@/graphql',
  ]) {
    expect((await fetch(front.url + path)).headers.get('content-type'), path).toMatch(/^text\/html/)
  }
  expect(new Set(front.all().map(({ url }) => url))).toEqual(new Set(['/graphql', '/graphql?query=x']))
})

test('a node that is gone is replaced by another, for all that is asked of it', async () => {
  await using front = await behindNginx()
  front.nodes[1].die()
  for (const path of ['/n/node-2/graphql', '/graphql', '/graphql', '/graphql']) {
    expect(await (await post(front.url + path)).text()).toMatch(/^node-[13]$/)
    expect(await (await fetch(front.url + path)).text()).toMatch(/^node-[13]$/)
    expect(await upgrade(front.url + path)).toMatch(/^node-[13]$/)
  }
})

test('what may have been done is not asked twice, what changes nothing is', async () => {
  await using front = await behindNginx()
  front.nodes[1].state.answer = (_, request) => request.socket.destroy()
  const lost = await post(`${front.url}/n/node-2/graphql`, '{"once":true}')
  expect([lost.status, await lost.json()]).toMatchObject([502, { errors: [{ extensions: { code: 'NO_ANSWER' } }] }])
  expect(front.all().map(({ body }) => body)).toEqual(['{"once":true}'])
  expect(await (await fetch(`${front.url}/n/node-2/graphql?query=x`)).text()).toMatch(/^node-[13]$/)

  for (const { state } of front.nodes) state.answer = (_, request) => request.socket.destroy()
  const before = front.all().length
  expect((await post(`${front.url}/graphql`)).status).toBe(502)
  expect(front.all().length).toBe(before + 1)
})

test('what a node refuses because it takes no part is asked of another, whatever it is', async () => {
  await using front = await behindNginx()
  const { state } = front.nodes[0]
  state.refusesUpgrades = true
  state.answer = (response) => response.writeHead(503, { 'x-accel-redirect': '@another_node' }).end('no')
  const body = JSON.stringify({ text: 'x'.repeat(200_000) })
  for (const path of ['/n/node-1/graphql', '/graphql', '/graphql', '/graphql']) {
    const response = await post(front.url + path, body)
    expect([response.status, await response.text()]).toEqual([200, expect.stringMatching(/^node-[23]$/)])
    expect(await upgrade(front.url + path)).toMatch(/^node-[23]$/)
  }
  expect(front.all().every((request) => request.body === body)).toBe(true)
})

test('what a node says of itself arrives: that its database is away, or that all of them refuse', async () => {
  await using front = await behindNginx()
  for (const { state } of front.nodes) state.answer = (response) => response.writeHead(503).end('UNAVAILABLE')
  for (let i = 0; i < 8; i++) {
    const response = await post(`${front.url}/graphql`)
    expect([response.status, await response.text()]).toEqual([503, 'UNAVAILABLE'])
  }
  for (const { state } of front.nodes) {
    state.answer = (response) => response.writeHead(503, { 'x-accel-redirect': '@another_node' }).end('NOT READY')
  }
  const response = await post(`${front.url}/n/node-3/graphql`)
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('NODE_NOT_READY')])
})

test('nodes learn who asks from Nginx alone', async () => {
  await using front = await behindNginx()
  const lies = {
    'x-forwarded-for': '1.2.3.4',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'elsewhere',
    forwarded: 'for=1.2.3.4',
    'x-request-id': 'mine',
  }
  await post(`${front.url}/graphql`, '{}', lies)
  const [{ headers }] = front.all() as [Seen]
  expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' })
  expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/)
  expect(headers.host).toBe(new URL(front.url).host)
  expect(Object.keys(headers)).not.toContain('x-forwarded-host')
  expect(Object.keys(headers)).not.toContain('forwarded')
})

test('bodies and headers have their limits', async () => {
  await using front = await behindNginx()
  expect((await post(`${front.url}/graphql`, 'x'.repeat(600_000))).status).toBe(413)
  expect((await fetch(`${front.url}/graphql?query=${'x'.repeat(9_000)}`)).status).toBe(414)
  expect((await post(`${front.url}/graphql`, '{}', { cookie: 'x'.repeat(9_000) })).status).toBe(400)
  expect(front.all()).toEqual([])
})

test('the web app is served as a node serves it, compressed and kept', async () => {
  await using front = await behindNginx()
  const get = async (path: string, headers: Record<string, string> = {}) => fetch(front.url + path, { headers })
  for (const path of ['/', '/rooms/abc', '/index.html', '/favicon.svg']) {
    const response = await get(path)
    expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'no-cache'])
    for (const [name, value] of appHeaders) expect([name, response.headers.get(name)]).toEqual([name, value])
  }
  for (const encoding of ['br', 'gzip', 'identity']) {
    const { headers, ...response } = await get('/assets/main-abc123.js', { 'accept-encoding': encoding })
    expect(headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding)
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('vary')).toBe('Accept-Encoding')
    expect(Number(headers.get('content-length')) < 300).toBe(encoding !== 'identity')
    void response
  }
  const { headers } = await get('/favicon.svg')
  expect((await get('/favicon.svg', { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304)
})

test('what is for those who run it, and what is no part of the web app, is not there', async () => {
  await using front = await behindNginx()
  const paths = [
    '/metrics',
    '/readyz',
    '/assets/gone.js',
    '/nothing.png',
    '/.vite/manifest.json',
    '/.br/assets/main-abc123.js',
  ]
  for (const path of [...paths, '/assets/..%2f..%2fetc%2fpasswd', '/assets/%2e%2e/%2e%2e/etc/passwd.txt']) {
    expect([path, (await fetch(front.url + path)).status]).toEqual([path, expect.toBeOneOf([400, 404])])
  }
  expect((await fetch(front.url, { method: 'POST' })).status).toBe(405)
  expect(await (await fetch(`${front.url}/healthz`)).text()).toBe('ok\n')
  expect(front.all()).toEqual([])
})

test('another configuration is taken without breaking a connection', async () => {
  await using front = await behindNginx()
  let finish: () => void = () => undefined
  front.nodes[0].state.answer = (response) => (finish = () => response.end('finished'))
  const slow = post(`${front.url}/n/node-1/graphql`)
  await expect.poll(() => front.nodes[0].seen.length).toBe(1)
  await front.nginx.reload(balancer({ nodes: [front.nodes[1]], web: front.web }))
  await expect.poll(async () => (await post(`${front.url}/n/node-3/graphql`)).text()).toBe('node-2')
  finish()
  expect(await (await slow).text()).toBe('finished')
})
