import { type Broker, createMemoryBroker } from '@parley/realtime'
import { expect, test } from 'vitest'
import type { Subscription } from '../../../test/client.ts'
import { act, react, retract, roomOf, say } from '../../../test/talk.ts'
import { at, createWorld, type Person } from '../../../test/world.ts'

type Event = {
  __typename: string
  seq: number
  cursor: string
  user?: { username: string }
  message?: { text: string | null }
}

const document = `subscription($id: ID!, $after: String) { roomEvents(roomId: $id, after: $after) {
  __typename seq cursor
  ... on MemberLeft { user { username } }
  ... on MessagePosted { message { text } }
} }`

/** All that a subscription says until it ends. */
async function toTheEnd(events: Subscription): Promise<Event[]> {
  const told: Event[] = []
  for (;;) {
    const next = await events.next<{ roomEvents: Event }>().catch((error: Error) => error)
    if (next instanceof Error) {
      expect(next.message).toBe('the subscription has ended')
      return told
    }
    told.push(next.roomEvents)
  }
}

async function threeIn(options: Parameters<typeof createWorld>[0] = {}) {
  const world = await createWorld(options)
  const [ana, ben, eve] = [await world.signUp('ana'), await world.signUp('ben'), await world.signUp('eve')]
  const room = await roomOf(world, [ana, ben, eve])
  const remove = () => act(ana, 'removeFromRoom', { input: { roomId: room, userId: ben.user.globalId } })
  return { world, ana, ben, eve, room, remove, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

const cursorOf = async (who: Person, id: string) =>
  at(await who.query('query($id: ID!) { room(id: $id) { cursor } }', { id }), 'room.cursor')
/** Follows a room from here on: what happens after this resolves is told. */
const follow = async (who: Person, id: string) => who.subscribe(document, { id, after: await cursorOf(who, id) })
const refused = async (who: Person, id: string, after?: string) =>
  expect(who.subscribe(document, { id, after })).rejects.toThrow('FORBIDDEN_OR_MISSING')

/** A broker that loses what the test tells it to. */
function forgetful(): Broker & { loses: (topic: string, message: unknown) => boolean } {
  const inner = createMemoryBroker()
  return {
    ...inner,
    loses: () => false,
    async publish(topic, message) {
      if (!this.loses(topic, message)) await inner.publish(topic, message)
    },
  }
}

test('a member who is removed gets their removal as the last event, and can’t come back', async () => {
  await using it = await threeIn()
  const { ana, ben, room } = it
  const events = await follow(ben, room)
  const before = await say(ana, room, { text: 'before' })
  await it.remove()
  await say(ana, room, { text: 'after' })
  expect(await toTheEnd(events)).toMatchObject([
    { __typename: 'MessagePosted', seq: before.data.seq, message: { text: 'before' } },
    { __typename: 'MemberLeft', seq: before.data.seq + 1, user: { username: 'ben' } },
  ])
  await refused(ben, room)
  await refused(ben, room, await cursorOf(ana, room))
})

test('a member who leaves gets that as the last event', async () => {
  await using it = await threeIn()
  const events = await follow(it.ben, it.room)
  await act(it.ben, 'leaveRoom', { input: { roomId: it.room } })
  await say(it.ana, it.room, { text: 'after' })
  expect(await toTheEnd(events)).toMatchObject([{ __typename: 'MemberLeft', user: { username: 'ben' } }])
  await refused(it.ben, it.room)
})

test('when a removal and messages are written at once, nothing past the removal arrives', async () => {
  await using it = await threeIn()
  const { ana, ben, room } = it
  const streams = await Promise.all(Array.from({ length: 3 }, () => follow(ben, room)))
  const talk = (n: number) => Array.from({ length: n }, (_, i) => say(ana, room, { text: `${i}` }))
  await Promise.all([...talk(40), it.remove(), ...talk(40)])
  for (const stream of streams) {
    const told = await toTheEnd(stream)
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, i) => i + 1))
    expect(told.filter(({ __typename }) => __typename === 'MemberLeft')).toEqual([told.at(-1)])
  }
})

test('the others, and the same person elsewhere, are not disturbed', async () => {
  await using it = await threeIn()
  const { ana, ben, eve, room, world } = it
  const elsewhere = await roomOf(world, [ana, ben])
  const [hers, other] = [await follow(eve, room), await follow(ben, elsewhere)]
  await it.remove()
  await say(ana, room, { text: 'here' })
  await say(ana, elsewhere, { text: 'there' })
  expect([await hers.next(), await hers.next()]).toMatchObject([
    { roomEvents: { __typename: 'MemberLeft' } },
    { roomEvents: { message: { text: 'here' } } },
  ])
  expect(await other.next()).toMatchObject({ roomEvents: { message: { text: 'there' } } })
  await Promise.all([hers.return(), other.return()])
})

test('a reader that is behind gets what was before the removal, and then the end', async () => {
  await using it = await threeIn()
  const { ana, ben, room } = it
  const after = await cursorOf(ana, room)
  for (let i = 0; i < 5; i++) await say(ana, room, { text: `${i}` })
  const events = await ben.subscribe(document, { id: room, after })
  await it.remove()
  for (let i = 0; i < 5; i++) await say(ana, room, { text: 'secret' })
  const told = await toTheEnd(events)
  expect(told.map(({ message }) => message?.text)).toEqual(['0', '1', '2', '3', '4', undefined])
})

test('who was removed and came back reads on through it', async () => {
  await using it = await threeIn()
  const { ana, ben, room } = it
  const after = await cursorOf(ana, room)
  await it.remove()
  await say(ana, room, { text: 'meanwhile' })
  await act(ana, 'inviteToRoom', { input: { roomId: room, userIds: [ben.user.globalId] } })
  const events = await ben.subscribe(document, { id: room, after })
  await say(ana, room, { text: 'again' })
  const told: string[] = []
  for (let i = 0; i < 4; i++) told.push((await events.next<{ roomEvents: Event }>()).roomEvents.__typename)
  expect(told).toEqual(['MemberLeft', 'MessagePosted', 'MemberJoined', 'MessagePosted'])
  await it.remove()
  expect(await toTheEnd(events)).toMatchObject([{ __typename: 'MemberLeft' }])
})

test.each([
  ['the removal was lost', (message: unknown) => JSON.stringify(message).includes('MemberLeft')],
  ['everything was lost', () => true],
])('when the publication of %s, the end comes all the same, and nothing past it', async (_name, loses) => {
  const broker = forgetful()
  await using it = await threeIn({ broker, config: { sweepMs: 100 } })
  const { ana, ben, room } = it
  const events = await follow(ben, room)
  await say(ana, room, { text: 'before' })
  broker.loses = (topic, message) => topic.startsWith('room:') && loses(message)
  await it.remove()
  for (let i = 0; i < 3; i++) await say(ana, room, { text: 'secret' })
  expect(await toTheEnd(events)).toMatchObject([{ __typename: 'MessagePosted' }, { __typename: 'MemberLeft' }])
})

test('when all bells are lost, a removal ends what is followed within a second all the same', async () => {
  const broker = forgetful()
  await using it = await threeIn({ broker })
  const events = await follow(it.ben, it.room)
  const signals = await it.ben.subscribe('subscription($id: ID!) { roomSignals(roomId: $id) { roomId } }', {
    id: it.room,
  })
  broker.loses = () => true
  await it.remove()
  const started = performance.now()
  expect(await toTheEnd(events)).toMatchObject([{ __typename: 'MemberLeft', user: { username: 'ben' } }])
  await signals.end()
  // A second, and half of one for a machine that is busy.
  expect(performance.now() - started).toBeLessThan(1500)
})

test('typing and presence of the room end as well', async () => {
  await using it = await threeIn()
  const signals = await it.ben.subscribe('subscription($id: ID!) { roomSignals(roomId: $id) { roomId } }', {
    id: it.room,
  })
  await it.remove()
  await signals.end()
})

test('what is left of an event shows nothing of the room to who was removed by it', async () => {
  await using it = await threeIn()
  const pry = `subscription($id: ID!, $after: String) { roomEvents(roomId: $id, after: $after) {
    ... on MemberLeft { room { messages(last: 5) { edges { node { text } } } } }
  } }`
  const events = await it.ben.subscribe(pry, { id: it.room, after: await cursorOf(it.ben, it.room) })
  await it.remove()
  await expect(events.next()).rejects.toThrow('FORBIDDEN_OR_MISSING')
})

type MyEvent = { __typename: string; room?: { id: string }; roomId?: string; membership?: { room: { id: string } } }
const mine = `subscription { myEvents { __typename
  ... on RoomActivity { room { id } }
  ... on MembershipRemoved { roomId }
  ... on MembershipAdded { membership { room { id } } }
  ... on MembershipChanged { membership { room { id } } }
  ... on Mentioned { membership { room { id } } }
} }`
const roomIdOf = (event: MyEvent) => event.room?.id ?? event.roomId ?? event.membership?.room.id

/** What is told to ben of the room, until something of `fence` is. */
async function toldOf(stream: Subscription, room: string, fence: string): Promise<string[]> {
  const told: string[] = []
  for (;;) {
    const { myEvents } = await stream.next<{ myEvents: MyEvent }>()
    if (roomIdOf(myEvents) === fence && myEvents.__typename === 'RoomActivity') return told
    if (roomIdOf(myEvents) === room) told.push(myEvents.__typename)
  }
}

async function removedAmongTalk(it: Awaited<ReturnType<typeof threeIn>>) {
  const { ana, ben, eve, room, world } = it
  const fence = await roomOf(world, [ana, ben])
  const [his, hers] = [await ben.subscribe(mine), await eve.subscribe(mine)]
  await Promise.all([his.next(), hers.next()])
  for (let i = 0; i < 3; i++) await say(ana, room, { text: 'hello @ben @all' })
  await it.remove()
  for (let i = 0; i < 3; i++) await say(ana, room, { text: 'secret @ben @all @eve' })
  // She hears of the room's later activity, paced as it is: from then on nothing of it is on its way to anybody.
  for (let mentions = 0, activity = 0; mentions < 3 || activity < 2; ) {
    const { myEvents } = await hers.next<{ myEvents: MyEvent }>()
    if (myEvents.__typename === 'Mentioned') mentions++
    if (myEvents.__typename === 'RoomActivity') activity++
  }
  await say(ana, fence, { text: 'over' })
  const told = await toldOf(his, room, fence)
  await Promise.all([his.return(), hers.return()])
  return told
}

test('the sidebar hears of the removal, and nothing of the room after it', async () => {
  await using it = await threeIn()
  const told = await removedAmongTalk(it)
  expect(told.indexOf('MembershipRemoved')).toBe(told.length - 1)
})

test('when the bell of the removal was lost, the sidebar hears nothing of what came after it', async () => {
  const broker = forgetful()
  await using it = await threeIn({ broker })
  broker.loses = (_topic, message) => JSON.stringify(message).includes('MembershipRemoved')
  const told = await removedAmongTalk(it)
  expect(told.filter((type) => type === 'Mentioned').length).toBe(3)
  expect(told.filter((type) => type === 'RoomActivity').length).toBeLessThanOrEqual(1)
})

test('a text that was retracted is in no memory: who comes back gets the tombstone only', async () => {
  await using it = await threeIn()
  const { ana, ben, room } = it
  const kept = await follow(ben, room)
  await say(ana, room, { text: 'the node follows the room from here on' })
  await kept.next()
  const after = await cursorOf(ana, room)
  const { data } = await say(ana, room, { text: 'a slip' })
  await react(ben, data.id, '😬')
  await retract(ana, data.id)
  const again = await ben.subscribe(document, { id: room, after })
  expect(await again.next()).toMatchObject({ roomEvents: { __typename: 'MessagePosted', message: { text: null } } })
  await Promise.all([kept.return(), again.return()])
})
