import { createMysqlDatabase, redisUrl } from '@parley/dev/testing'
import { createRedisBroker } from '@parley/realtime'
import { expect, test } from 'vitest'
import { openLine } from '../faults/cluster/line.ts'
import { createWorld, password } from '../world.ts'

// A node whose Redis takes everything and answers nothing, as one does that is frozen, or behind a dead link.

const sign = `mutation($input: SignInInput!) { signIn(input: $input) { ... on SignInSuccess { data { token } } } }`
const rename = `mutation { updateProfile(input: { title: "patient" }) { ... on UpdateProfileSuccess { data { title } } } }`

test('nobody waits for it: not who signs in or out, nor who changes what others see, nor who comes', async () => {
  await using resources = new AsyncDisposableStack()
  const database = resources.use(await createMysqlDatabase())
  const address = new URL(redisUrl())
  const line = resources.use(await openLine(Number(address.port)))
  address.port = String(line.port)
  // So long that nobody is helped by its noticing.
  const broker = createRedisBroker({ url: address.href, prefix: `${crypto.randomUUID()}:`, heartbeatMs: 60_000 })
  resources.defer(() => broker.close())
  const world = resources.use(await createWorld({ database: database.url, broker, config: { redisUrl: address.href } }))
  const ana = await world.signUp('ana')
  const { connect } = await world.listen()

  line.stall()
  const input = { username: 'ana', password, cookie: false }
  expect(await ana.query(sign, { input })).toMatchObject({ signIn: { data: { token: expect.any(String) } } })
  expect(await ana.query(rename)).toEqual({ updateProfile: { data: { title: 'patient' } } })
  expect(await ana.query('mutation { endOtherSessions { user { username } } }')).toBeTruthy()
  const socket = await connect({ token: ana.token })
  const events = socket.subscribe('subscription { myEvents { __typename } }')
  expect(await events.next()).toEqual({ myEvents: { __typename: 'MyEventsReady' } })

  line.mend()
  // What happened meanwhile comes over another connection, and may be told first.
  await expect.poll(() => events.next()).toEqual({ myEvents: { __typename: 'MyEventsReady' } })
}, 20_000)
