import { once } from 'node:events'
import { createMysqlDatabase, redisUrl } from '@parley/dev/testing'
import { createRedisBroker } from '@parley/realtime'
import { expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { globalId, insertRoom } from '../rows.ts'
import { recordStatements } from '../statements.ts'
import { createWorld, type Person, type World } from '../world.ts'

// A node with many sockets dies, and all of them come to another one with their cursors.

const [socketCount, roomCount] = [500, 10]
const document = `subscription F($roomId: ID!, $after: String) {
  roomEvents(roomId: $roomId, after: $after) { seq cursor ... on MessagePosted { message { text author { name } } } }
}`
type Told = { roomEvents: { seq: number; cursor: string; message: { text: string } } }

test('five hundred sockets that come at once are served by statements for many, not by some for each', async () => {
  await using resources = new AsyncDisposableStack()
  const { url } = resources.use(await createMysqlDatabase())
  const prefix = `${crypto.randomUUID()}:`
  const node = async (): Promise<World> => {
    const broker = createRedisBroker({ url: redisUrl(), prefix })
    resources.defer(() => broker.close())
    const config = { socketsPerUser: socketCount, socketsPerAddress: socketCount + 1 }
    return resources.use(await createWorld({ database: url, broker, config }))
  }
  const [dying, other] = [await node(), await node()]
  const people = await Promise.all(Array.from({ length: 25 }, (_, i) => dying.signUp(`person${i}`)))
  const members = Object.fromEntries(people.map(({ user }) => [user.id, 'MEMBER' as const]))
  const roomIds = await Promise.all(
    Array.from({ length: roomCount }, async () =>
      globalId('Room', await insertRoom(dying.app.core.database, { members })),
    ),
  )
  const [first] = people as [Person]
  const followers = Array.from({ length: socketCount }, (_, i) => ({
    token: people[i % people.length]?.token ?? '',
    roomId: roomIds[i % roomIds.length] ?? '',
  }))

  const leaving = await Promise.all(followers.map((one) => follow(dying, one)))
  await Promise.all(roomIds.map((roomId) => first.send(roomId, 'before')))
  const cursors = await Promise.all(leaving.map(async ({ events }) => (await events.next<Told>()).roomEvents.cursor))
  await dying.app[Symbol.asyncDispose]()
  for (const roomId of roomIds) await other.visit(first).send(roomId, 'meanwhile')

  const { open } = await other.listen()
  const back = await Promise.all(followers.map(() => open()))
  const statements = recordStatements(other.app.core.database)
  const told = back.map((socket, i) => comeBack(socket, { ...followers[i], after: cursors[i] ?? '' }))
  for (const one of await Promise.all(told)) {
    expect(one.roomEvents).toMatchObject({ seq: 2, message: { text: 'meanwhile' } })
  }
  const sent = statements.take()
  // Each by itself would ask three times.
  expect(sent.length, sent.join('\n')).toBeLessThan(socketCount / 10)
}, 60_000)

/** Says who it is and what it follows over a socket that is open; resolves with what it is told first. */
async function comeBack(socket: WebSocket, { token, ...variables }: Partial<Following>): Promise<Told> {
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token } }))
  await once(socket, 'message')
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: document, variables } }))
  const [next] = (await once(socket, 'message')) as [Buffer]
  return (JSON.parse(next.toString()) as { payload: { data: Told } }).payload.data
}

type Following = { token: string; roomId: string; after: string }

async function follow(world: World, { token, roomId }: Omit<Following, 'after'>) {
  const socket = await (await world.listen()).connect({ token })
  const events = socket.subscribe(document, { roomId })
  await vi.waitFor(() => expect(world.app.core.feeds.stats().subscribers).toBe(socketCount), { timeout: 30_000 })
  return { events }
}
