import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, edit, messageBy, retract, roomOf, say } from '../../../test/talk.ts'
import { at, createWorld, type Person, type World } from '../../../test/world.ts'

let world: World
let ana: Person
let ben: Person
let eve: Person
let outsider: Person

beforeAll(async () => {
  world = await createWorld()
  ana = await world.signUp('ana')
  ben = await world.signUp('ben')
  eve = await world.signUp('eve.smith')
  outsider = await world.signUp('outsider')
})
afterAll(() => world[Symbol.asyncDispose]())

const counts = 'query($id: ID!) { room(id: $id) { membership { mentionCount } } }'
const mentionCount = async (who: Person, room: string) =>
  at<number>(await who.query(counts, { id: room }), 'room.membership.mentionCount')
const everybody = (room: string) => Promise.all([ana, ben, eve].map((who) => mentionCount(who, room)))
const named = (people: { username: string }[] | undefined) => people?.map(({ username }) => username).sort()

test('who is named is mentioned: the author aside, and only who is in the room', async () => {
  const room = await roomOf(world, [ana, ben, eve])
  const { data } = await say(ana, room, { text: '@Ben, @eve.smith. and @ben, @outsider @ana @nobody' })
  expect(named(data.mentions)).toEqual(['ben', 'eve.smith'])
  expect(await everybody(room)).toEqual([0, 1, 1])
})

test('what stands in code, or in an address, mentions nobody', async () => {
  const room = await roomOf(world, [ana, ben, eve])
  const { data } = await say(ana, room, { text: '`@ben` mail@eve.smith\n```\n@ben @all\n```' })
  expect(data.mentions).toEqual([])
  expect(await everybody(room)).toEqual([0, 0, 0])
})

test('@all mentions everybody in the room but its author, once each, whoever else is named', async () => {
  const room = await roomOf(world, [ana, ben, eve])
  await say(ana, room, { text: '@all, and @ben above all' })
  expect(await everybody(room)).toEqual([0, 1, 1])
})

test('@all in a thread does not count for who wrote it', async () => {
  const room = await roomOf(world, [ana, ben, eve])
  const { data: root } = await say(ben, room, { text: 'root' })
  await say(ana, room, { text: '@all', rootId: root.id })
  expect(await everybody(room)).toEqual([0, 1, 1])
})

test('an edit mentions those of the new text and no longer those of the old', async () => {
  const room = await roomOf(world, [ana, ben, eve])
  const { data } = await say(ana, room, { text: '@ben' })
  expect(named((await edit(ana, data.id, '@eve.smith')).data.mentions)).toEqual(['eve.smith'])
  expect(await everybody(room)).toEqual([0, 0, 1])
  await edit(ana, data.id, '@all')
  expect(await everybody(room)).toEqual([0, 1, 1])
  await edit(ana, data.id, 'nobody')
  expect(await everybody(room)).toEqual([0, 0, 0])
})

test('a retracted message mentions nobody', async () => {
  const room = await roomOf(world, [ana, ben, eve])
  const { data } = await say(ana, room, { text: '@ben @all' })
  await retract(ana, data.id)
  expect(await everybody(room)).toEqual([0, 0, 0])
  expect((await messageBy(ben, data.id))?.mentions).toEqual([])
})

test('mentions that were read count no more; marked as unread, they count again', async () => {
  const room = await roomOf(world, [ana, ben])
  const { data } = await say(ana, room, { text: '@ben' })
  await act(ben, 'markRead', { input: { roomId: room, seq: data.seq } })
  expect(await mentionCount(ben, room)).toBe(0)
  await act(ben, 'markRead', { input: { roomId: room, seq: data.seq - 1 } })
  expect(await mentionCount(ben, room)).toBe(1)
})

test('who leaves stays named in what was said; who comes back begins anew', async () => {
  const room = await roomOf(world, [ana, ben], { kind: 'PUBLIC' })
  const { data } = await say(ana, room, { text: '@ben' })
  await act(ben, 'leaveRoom', { input: { roomId: room } })
  expect(named((await messageBy(ana, data.id))?.mentions)).toEqual(['ben'])
  await act(ben, 'joinRoom', { input: { roomId: room } })
  expect(await mentionCount(ben, room)).toBe(0)
})

const stream = `subscription { myEvents { __typename
  ... on Mentioned { message { id text } membership { mentionCount room { id } } }
  ... on MembershipChanged { membership { mentionCount room { id } } }
} }`
type Heard = { myEvents: { __typename: string; message?: { id: string }; membership?: { mentionCount: number } } }

test('who is mentioned hears of it at once, and that it is over when the mention is taken back', async () => {
  const room = await roomOf(world, [ana, ben, eve])
  const events = await ben.subscribe(stream)
  const next = async (type: string) => {
    for (;;) {
      const { myEvents } = await events.next<Heard>()
      if (myEvents.__typename === type) return myEvents
    }
  }
  await next('MyEventsReady')
  const { data } = await say(ana, room, { text: 'hello @ben' })
  expect(await next('Mentioned')).toMatchObject({ message: { id: data.id }, membership: { mentionCount: 1 } })
  await edit(ana, data.id, 'hello @eve.smith')
  expect(await next('MembershipChanged')).toMatchObject({ membership: { mentionCount: 0, room: { id: room } } })
  await edit(ana, data.id, 'hello again @ben')
  expect(await next('Mentioned')).toMatchObject({ message: { id: data.id }, membership: { mentionCount: 1 } })
  await retract(ana, data.id)
  expect(await next('MembershipChanged')).toMatchObject({ membership: { mentionCount: 0 } })
  await events.return()
})

test('@all is heard at once by everybody in the room but who wrote it', async () => {
  const room = await roomOf(world, [ana, ben, eve])
  const [hears, writes] = await Promise.all([ben.subscribe(stream), ana.subscribe(stream)])
  await Promise.all([hears.next(), writes.next()])
  const { data } = await say(ana, room, { text: 'lunch, @all' })
  await say(ben, room, { text: 'coming @ana' })
  const firstCall = async (events: typeof hears) => {
    for (;;) {
      const { myEvents } = await events.next<Heard>()
      if (myEvents.__typename === 'Mentioned') return myEvents
    }
  }
  expect(await firstCall(hears)).toMatchObject({ message: { id: data.id } })
  expect(await firstCall(writes)).toMatchObject({ message: { text: 'coming @ana' } })
  await Promise.all([hears.return(), writes.return()])
})

test('somebody who is not in the room is not told that they were named there', async () => {
  const [room, shared] = [await roomOf(world, [ana, ben]), await roomOf(world, [ana, outsider])]
  const events = await outsider.subscribe(stream)
  await events.next()
  await say(ana, room, { text: '@outsider @all' })
  await say(ana, shared, { text: '@outsider' })
  const told: Heard['myEvents'][] = []
  while (!told.some((event) => event.__typename === 'Mentioned')) told.push((await events.next<Heard>()).myEvents)
  expect(told.filter((event) => event.__typename === 'Mentioned')).toMatchObject([
    { membership: { room: { id: shared } } },
  ])
  await events.return()
})
