import { request } from 'node:http'
import { formatCursor } from '@parley/realtime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roomOf, say } from '../../test/talk.ts'
import { at, createWorld, type Person, type World } from '../../test/world.ts'

let world: World
let [ada, ben]: Person[] = []
let url = ''
beforeAll(async () => {
  world = await createWorld()
  ;[ada, ben] = [await world.signUp('ada'), await world.signUp('ben')]
  ;({ url } = await world.listen())
})
afterAll(() => world[Symbol.asyncDispose]())

const people = () => {
  if (!ada || !ben) throw new Error('nobody is here')
  return { ada, ben }
}

/** The value of one metric, named with its labels in the order of their names, that of the node aside. */
async function valueOf(name: string, from = url): Promise<number> {
  const text = await (await fetch(`${from}/metrics`)).text()
  for (const line of text.split('\n')) {
    const [, metric, labels = '', value] = /^(\w+)\{(.*)\} (\S+)$/.exec(line) ?? []
    const own = labels.split(',').filter((label) => !label.startsWith('node='))
    const key = own.length > 0 ? `${metric}{${own.toSorted().join(',')}}` : metric
    if (key === name) return Number(value)
  }
  return Number.NaN
}

describe('what is told', () => {
  test('connections, sends, deliveries, resumes and how far the feeds are', async () => {
    const { ada, ben } = people()
    const room = await roomOf(world, [ada, ben])
    const { connect } = await world.listen()
    const sockets = [await connect({ token: ben.token }), await connect({ token: ben.token })]
    const follow = `subscription Follow($room: ID!, $after: String) { roomEvents(roomId: $room, after: $after) { cursor } }`
    const after = at(await ben.query(`{ room(id: "${room}") { cursor } }`), 'room.cursor')
    const all = sockets.map((socket) => socket.subscribe(follow, { room, after }))
    await say(ada, room, { text: 'hello' })
    const [first] = await Promise.all(all.map((events) => events.next<{ roomEvents: { cursor: string } }>()))
    await say(ada, room, { text: 'hello again' })
    await Promise.all(all.map((events) => events.next()))
    const [laptop] = sockets
    await laptop?.subscribe(follow, { room, after: first?.roomEvents.cursor }).next()
    await laptop?.subscribe(follow, { room, after: formatCursor({ epoch: 'another', seq: 1 }) }).next()

    expect(await valueOf('parley_connections')).toBe(2)
    expect(await valueOf('parley_events_committed_total{type="MessagePosted"}')).toBe(2)
    expect(await valueOf('parley_deliveries_total')).toBe(6)
    expect(await valueOf('parley_executions_total')).toBeLessThan(6)
    // Where the first two were served from is a matter of who came first, they or the message.
    const resumes = await Promise.all(['ring', 'log'].map((from) => valueOf(`parley_resumes_total{from="${from}"}`)))
    expect(resumes.reduce((sum, count) => sum + count)).toBe(3)
    expect(resumes[0]).toBeGreaterThan(0)
    expect(await valueOf('parley_resets_total{reason="epoch"}')).toBe(1)
    // The second message found both of them there.
    expect(await valueOf('parley_feed_lag_seconds_count')).toBeGreaterThanOrEqual(1)
    expect(await valueOf('parley_feed_lag_seconds_sum')).toBeLessThan(5)
    expect(await valueOf('parley_feeds_behind')).toBe(0)
    expect(await valueOf('parley_commit_queue_depth')).toBe(0)
    expect(await valueOf('parley_commit_batch_size_count')).toBeGreaterThanOrEqual(2)
    expect(await valueOf('parley_slow_consumers_closed_total')).toBe(0)
    expect(await valueOf('parley_broker_up')).toBe(1)
    expect(await valueOf('parley_log_read_seconds_count{kind="events"}')).toBeGreaterThan(0)
    expect(await valueOf('process_resident_memory_bytes')).toBeGreaterThan(0)
    expect(await valueOf('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0)
    expect(await valueOf('parley_node_status{status="ACTIVE"}')).toBe(1)
    expect(await valueOf('parley_node_accepting')).toBe(1)
    await expect.poll(() => valueOf('parley_node_leading')).toBe(1)
    const { name } = world.app.core.cluster.self
    expect(await (await fetch(`${url}/metrics`)).text()).toContain(`parley_connections{node="${name}"} 2`)
  })

  test('operations by their names, which nobody can make too many of', async () => {
    const { ada } = people()
    const count = (operation: string, type = 'query') =>
      valueOf(`parley_graphql_operation_seconds_count{operation="${operation}",type="${type}"}`)
    const post = (query: string, by: Pick<Person, 'post'> = ada) => by.post({ query })
    await post('query Who { viewer { user { id } } }')
    const socket = await (await world.listen()).connect({ token: ada.token })
    await socket.ask('query Who { viewer { user { id } } }')
    expect(await count('Who')).toBe(2)
    expect(await count('Follow', 'subscription')).toBe(4)
    const others = await count('other')
    await post('query Stranger { server { name } }', world.stranger())
    expect(await count('Stranger')).toBeNaN()
    expect(await count('other')).toBe(others + 1)
    for (let i = 0; i < 150; i++) await post(`query Made${i} { server { name } }`)
    const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n')
    expect(lines.filter((line) => line.includes('_operation_seconds_count{')).length).toBeLessThanOrEqual(102)
    expect(await count('Who')).toBe(2)
  })

  test('errors by their codes, and requests by route and status', async () => {
    const { ben } = people()
    await ben.ask('query Pry { administration { totals { users } } }')
    expect(await valueOf('parley_graphql_errors_total{code="FORBIDDEN_OR_MISSING"}')).toBe(1)
    await fetch(`${url}/healthz`)
    await fetch(`${url}/graphql?query=%7Bserver%7Bname%7D%7D`)
    const labels = (route: string, status: number) => `{method="GET",route="${route}",status="${status}"}`
    expect(await valueOf(`parley_http_request_seconds_count${labels('healthz', 200)}`)).toBe(1)
    expect(await valueOf(`parley_http_request_seconds_count${labels('graphql', 200)}`)).toBe(1)
  })
})

describe('who is told', () => {
  const ask = async (headers: Record<string, string>, from = url) =>
    (await fetch(`${from}/metrics`, { headers })).status

  test('who is near, but not through a proxy', async () => {
    expect(await ask({})).toBe(200)
    for (const sign of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via']) {
      expect(await ask({ [sign]: '10.0.0.1' }), sign).toBe(403)
    }
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405)
  })

  test('nobody of the internet', async () => {
    // 203.0.113.1 can't be had here: so the door is asked as if it came from there.
    const { serveMetrics } = await import('./metrics-door.ts')
    const metrics = { scrape: async () => ({ type: 'text/plain', text: 'all' }) } as Parameters<typeof serveMetrics>[1]
    const door = serveMetrics({ metricsToken: null }, metrics)
    const statusFor = async (remoteAddress: string) => {
      let status = 0
      const response = { writeHead: (code: number) => (status = code), end: () => undefined }
      const asked = { socket: { remoteAddress }, headers: {}, method: 'GET' }
      await door(asked as Parameters<typeof door>[0], response as unknown as Parameters<typeof door>[1])
      return status
    }
    for (const near of ['127.0.0.1', '::1', '10.2.3.4', '172.20.0.9', '192.168.1.1', '::ffff:10.0.0.1', 'fd00::1']) {
      expect(await statusFor(near), near).toBe(200)
    }
    for (const far of ['203.0.113.1', '8.8.8.8', '172.32.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8', '', 'x']) {
      expect(await statusFor(far), far).toBe(403)
    }
  })

  test('with a token, who has it, from wherever', async () => {
    const metricsToken = 'a-token-of-the-test'
    await using guarded = await createWorld({ config: { metricsToken } })
    const from = (await guarded.listen()).url
    expect(await ask({}, from)).toBe(403)
    expect(await ask({ authorization: 'Bearer another-token-here' }, from)).toBe(403)
    expect(await ask({ authorization: `Bearer ${metricsToken}` }, from)).toBe(200)
    expect(await ask({ authorization: `Bearer ${metricsToken}`, 'x-forwarded-for': '8.8.8.8' }, from)).toBe(200)
  })
})

test('a request that breaks off is counted and harms nothing', async () => {
  const broken = request(`${url}/graphql`, { method: 'POST', headers: { 'content-length': '10' } })
  broken.on('error', () => undefined)
  broken.write('{')
  await new Promise((resolve) => broken.once('socket', (socket) => socket.once('connect', resolve)))
  broken.destroy()
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})
