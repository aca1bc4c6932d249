import { once } from 'node:events'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { act, logLength, roomOf } from '../../test/talk.ts'
import { createWorld, type Person, type World } from '../../test/world.ts'
import { sessionsTopic } from '../realtime/events.ts'
import { viewerOfToken } from '../features/accounts/sessions.ts'
import { closeCodes } from './close-codes.ts'

// However a session ends, and whoever hears of it: within a second nothing more is done for it.

let world: World
let ana: Person
beforeAll(async () => {
  world = await createWorld()
  ana = await world.signUp('ana')
})
afterAll(() => world[Symbol.asyncDispose]())

const sessionOf = async ({ token }: Person) =>
  (await viewerOfToken(world.app.core, token))?.sessionId ?? expect.fail('has no session')

const endings = {
  'expires by itself': async (sessionId: string) => {
    const sessions = world.app.core.database.kysely.updateTable('session').where('id', '=', sessionId)
    await sessions.set({ expires_at: Date.now() }).execute()
  },
  'ends while no bell is heard': async (sessionId: string) => {
    await world.app.core.database.kysely.deleteFrom('session').where('id', '=', sessionId).execute()
  },
}

test.each(Object.entries(endings))('the sockets of a session that %s close within a second', async (_how, end) => {
  const phone = await world.anotherSession(ana)
  const { connect } = await world.listen()
  const socket = await connect({ token: phone.token })
  const sessionId = await sessionOf(phone)
  const started = performance.now()
  await end(sessionId)
  expect(await socket.closed).toBe(4401)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('a session that ends while its socket is being let in does not get in', async () => {
  const phone = await world.anotherSession(ana)
  const viewer = (await viewerOfToken(world.app.core, phone.token)) ?? expect.fail('nobody')
  await world.app.core.broker.publish(sessionsTopic, { sessionIds: [viewer.sessionId] })
  const close = vi.fn()
  await vi.waitFor(() => {
    world.app.connections.add({ viewer, close })()
    expect(close).toHaveBeenCalledWith(closeCodes.sessionEnded)
  })
})

test('a socket that does not answer its close is not heard any more, and is cut off', async () => {
  const phone = await world.anotherSession(ana)
  const room = await roomOf(world, [ana])
  const { open } = await world.listen()
  const socket = await open()
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token: phone.token } }))
  await once(socket, 'message')
  const before = world.app.sockets.count()
  // It reads nothing more, so it sees no close and answers none.
  socket.pause()
  await ana.query('mutation { endOtherSessions { user { id } } }')
  const query = `mutation { sendMessage(input: { roomId: "${room}", clientId: "late", text: "still here" }) { __typename } }`
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }))
  await vi.waitFor(() => expect(world.app.sockets.count()).toBe(before - 1), { timeout: 5000 })
  expect(await logLength(world, room)).toBe(0)
  await act(ana, 'sendMessage', { input: { roomId: room, clientId: 'mine', text: 'gone' } })
  expect(await logLength(world, room)).toBe(1)
})
