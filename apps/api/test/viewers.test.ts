import { formatCursor } from '@parley/realtime'
import { isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { anybody } from '../src/http/anybody.ts'
import type { Subscription } from './client.ts'
import { eventTypes, everythingOf } from './everything.ts'
import { act, edit, react, retract, roomOf, say, unreact } from './talk.ts'
import { at, createWorld, type Person, type World } from './world.ts'

// Over sockets an event is worked out once for all who see it alike: by nobody in particular, who knows no viewer. So
// a document that anybody could be given can't fail, and one that depends on who looks shows each their own.

let world: World
let [ana, ben, eve]: Person[] = []
beforeAll(async () => {
  world = await createWorld()
  ;[ana, ben, eve] = [await world.signUp('ana'), await world.signUp('ben'), await world.signUp('eve')]
})
afterAll(() => world[Symbol.asyncDispose]())

const people = () => {
  if (!ana || !ben || !eve) throw new Error('nobody is here')
  return { ana, ben, eve }
}
const id = (person: Person) => person.user.globalId
const cursorOf = async (who: Person, room: string) =>
  at(await who.query(`{ room(id: "${room}") { cursor } }`), 'room.cursor')

type Asked = { field: string; args?: string; select: string }

async function follow(person: Person, { field, args = '', select }: Asked): Promise<Subscription> {
  const { connect } = await world.listen()
  const socket = await connect({ token: person.token })
  return socket.subscribe(`subscription { ${field}${args} { __typename ${select} } }`)
}

/** All events up to and with the one that is the last. Fails when one of them has an error. */
async function until(events: Subscription, isLast: (event: Record<string, unknown>) => boolean) {
  const all: Record<string, unknown>[] = []
  for (;;) {
    const [event] = Object.values(await events.next<Record<string, Record<string, unknown>>>())
    if (event) all.push(event)
    if (event && isLast(event)) return all
  }
}

const typesIn = (events: Record<string, unknown>[]) => new Set(events.map((event) => event.__typename))

/** For each type of event two people, each with a document of all that everybody sees of it. */
function followAll(followers: Person[], asked: Omit<Asked, 'select'>, more = '') {
  const types = eventTypes(world.app.schema, asked.field)
  return Promise.all(
    types.flatMap((type) =>
      followers.map((person) =>
        follow(person, { ...asked, select: `${more} ${everythingOf(world.app.schema, type)}` }),
      ),
    ),
  )
}

test('everything that anybody sees of a room’s events is worked out without a viewer, and is the same for all', async () => {
  const { ana, ben, eve } = people()
  const input = { clientId: crypto.randomUUID(), kind: 'PRIVATE', name: 'everything' }
  const roomId = (await act<{ id: string }>(ana, 'createRoom', { input })).data.id
  await act(ana, 'inviteToRoom', { input: { roomId, userIds: [id(ben)] } })
  const { epoch } = await world.app.core.database.kysely
    .selectFrom('room')
    .select('epoch')
    .where('name', '=', 'everything')
    .executeTakeFirstOrThrow()
  const args = (from: string, seq: number) => `(roomId: "${roomId}", after: "${formatCursor({ epoch: from, seq })}")`
  const all = await followAll([ana, ben], { field: 'roomEvents', args: args(epoch, 0) }, 'seq')
  const reset = await followAll([ana, ben], { field: 'roomEvents', args: args('another', 1) })

  const { data: message } = await say(ana, roomId, { text: 'hello @ben' })
  await say(ben, roomId, { text: 'a reply', rootId: message.id })
  await edit(ana, message.id, 'hello, @ben')
  await react(ben, message.id, '👍')
  await unreact(ben, message.id, '👍')
  await retract(ana, message.id)
  await act(ana, 'updateRoom', { input: { roomId, topic: 'all' } })
  await act(ana, 'inviteToRoom', { input: { roomId, userIds: [id(eve)] } })
  await act(ana, 'setMemberRole', { input: { roomId, userId: id(eve), role: 'MODERATOR' } })
  await act(eve, 'updateProfile', { input: { title: 'Guest' } })
  await act(ana, 'removeFromRoom', { input: { roomId, userId: id(eve) } })
  const head = at<number>(await ana.query(`{ room(id: "${roomId}") { lastSeq } }`), 'room.lastSeq')

  const told = await Promise.all(all.map((events) => until(events, ({ seq }) => seq === head)))
  const types = eventTypes(world.app.schema, 'roomEvents')
  expect(typesIn(told[0] ?? [])).toEqual(new Set(types.filter((type) => type !== 'RoomReset')))
  for (let i = 0; i < told.length; i += 2) expect(told[i]).toEqual(told[i + 1])
  for (const events of reset) expect((await until(events, () => true))[0]?.__typename).toBe('RoomReset')
})

test('so is everything of signals', async () => {
  const { ana, ben, eve } = people()
  const room = await roomOf(world, [ana, ben, eve])
  const { connect } = await world.listen()
  const { feeds } = world.app.core
  const before = feeds.stats().subscribers
  const all = await followAll([ana, ben], { field: 'roomSignals', args: `(roomId: "${room}")` })
  await vi.waitFor(() => expect(feeds.stats().subscribers).toBe(before + all.length))
  const told = Promise.all(
    all.map(async (events) => {
      const seen = new Set<unknown>()
      return until(events, ({ __typename }) => seen.add(__typename).size === 2)
    }),
  )
  await connect({ token: eve.token })
  await eve.query('mutation($input: SetTypingInput!) { setTyping(input: $input) }', {
    input: { roomId: room, isTyping: true },
  })
  for (const events of await told) expect(typesIn(events)).toEqual(new Set(['PresenceChanged', 'TypingChanged']))
})

test('and everything of a person’s own events', async () => {
  const { ana, ben } = people()
  const room = await roomOf(world, [ana, ben])
  const types = eventTypes(world.app.schema, 'myEvents').filter((type) => type !== 'MyEventsReady')
  const all = await followAll([ben, ana], { field: 'myEvents' })
  await Promise.all(all.map((events) => until(events, ({ __typename }) => __typename === 'MyEventsReady')))
  const toldBen = all
    .filter((_, i) => i % 2 === 0)
    .map(async (events) => {
      const seen = new Set<unknown>()
      return typesIn(await until(events, ({ __typename }) => seen.add(__typename).size === types.length))
    })
  await say(ana, room, { text: '@ben' })
  await act(ben, 'markRead', { input: { roomId: room, seq: 1 } })
  await act(ben, 'updateProfile', { input: { title: 'Colleague' } })
  const input = { clientId: crypto.randomUUID(), kind: 'PRIVATE', name: 'another' }
  const roomId = (await act<{ id: string }>(ana, 'createRoom', { input })).data.id
  await act(ana, 'inviteToRoom', { input: { roomId, userIds: [id(ben)] } })
  await act(ana, 'removeFromRoom', { input: { roomId, userId: id(ben) } })
  for (const seen of await Promise.all(toldBen)) expect(seen).toEqual(new Set(types))
})

test('what depends on who looks is each viewer’s own, in every subscription', async () => {
  const { ana, ben } = people()
  const room = await roomOf(world, [ana, ben])
  const own = 'room { membership { id readSeq role } permissions }'
  const reactions = 'message { reactions { emoji viewerHasReacted } }'
  const select = `... on MessagePosted { ${own} } ... on ReactionAdded { ${reactions} }`
  const asked = { field: 'roomEvents', args: `(roomId: "${room}", after: "${await cursorOf(ana, room)}")`, select }
  const [byAna, byBen] = await Promise.all([ana, ben].map((person) => follow(person, asked)))
  const mine = await Promise.all(
    [ana, ben].map((person) => follow(person, { field: 'myEvents', select: `... on RoomActivity { ${own} }` })),
  )
  if (!byAna || !byBen) throw new Error('nobody follows')
  for (const events of mine) await until(events, ({ __typename }) => __typename === 'MyEventsReady')

  const { data: message } = await say(ana, room, { text: 'hello' })
  const [forAna, forBen] = await Promise.all([byAna, byBen].map((events) => until(events, () => true)))
  const place = 'room.membership'
  expect(at(forAna?.[0], place)).toMatchObject({ role: 'OWNER', readSeq: 1 })
  expect(at(forBen?.[0], place)).toMatchObject({ role: 'MEMBER', readSeq: 0 })
  expect(at(forAna?.[0], 'room.permissions')).toContain('ARCHIVE')
  expect(at(forBen?.[0], 'room.permissions')).not.toContain('ARCHIVE')
  const roles = mine.map(async (events) =>
    at((await until(events, ({ __typename }) => __typename === 'RoomActivity')).at(-1), 'room.membership.role'),
  )
  expect(await Promise.all(roles)).toEqual(['OWNER', 'MEMBER'])

  await react(ben, message.id, '👍')
  const reacted = await Promise.all([byAna, byBen].map((events) => until(events, () => true)))
  expect(reacted.map(([event]) => at(event, 'message.reactions'))).toEqual([
    [{ emoji: '👍', viewerHasReacted: false }],
    [{ emoji: '👍', viewerHasReacted: true }],
  ])
})

test('a field that lacks its mark fails, instead of showing one person’s view to all', async () => {
  const { ana, ben } = people()
  const room = await roomOf(world, [ana, ben])
  const type = world.app.schema.getType('Room')
  const field = isObjectType(type) ? type.getFields().permissions : undefined
  if (!field) throw new Error('rooms have no permissions')
  const { extensions } = field
  field.extensions = {}
  try {
    const select = '... on MessagePosted { room { id unmarked: permissions } }'
    const events = await follow(ben, {
      field: 'roomEvents',
      args: `(roomId: "${room}", after: "${await cursorOf(ben, room)}")`,
      select,
    })
    const refused = events.next().then(
      () => 'told',
      ({ message }: Error) => message,
    )
    await say(ana, room, { text: 'hello' })
    expect(await refused).toContain('Unexpected error.')
  } finally {
    field.extensions = extensions
  }
})

test('nobody in particular has a role and nothing else', () => {
  const viewer = anybody('ADMIN')
  expect(viewer.user.role).toBe('ADMIN')
  expect(() => viewer.user.id).toThrow('asked for the viewer’s id')
  expect(() => viewer.sessionId).toThrow('asked for the viewer’s sessionId')
})
