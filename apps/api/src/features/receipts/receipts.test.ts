import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, edit, react, retract, roomOf, say } from '../../../test/talk.ts'
import { at, createWorld, type Person, type World } from '../../../test/world.ts'

let world: World
let ana: Person
let ben: Person

beforeAll(async () => {
  world = await createWorld()
  ana = await world.signUp('ana')
  ben = await world.signUp('ben')
})
afterAll(() => world[Symbol.asyncDispose]())

type Marker = { readSeq: number; readCount: number; unreadCount: number }
const marker = 'readSeq readCount unreadCount'
const markOf = async (who: Person, id: string) =>
  at<Marker>(
    await who.query(`query($id: ID!) { room(id: $id) { membership { ${marker} } } }`, { id }),
    'room.membership',
  )
const markRead = async (who: Person, roomId: string, seq: number) =>
  (await act<Marker>(who, 'markRead', { input: { roomId, seq }, select: marker })).data

async function talkedIn() {
  const room = await roomOf(world, [ana, ben])
  const { data: root } = await say(ana, room, { text: 'one' })
  await say(ana, room, { text: 'two' })
  await say(ana, room, { text: 'a reply', rootId: root.id })
  await say(ana, room, { text: 'three' })
  return { room, root }
}

test('what others said is unread, replies in threads aside; what one said oneself is read', async () => {
  const { room } = await talkedIn()
  expect(await markOf(ben, room)).toEqual({ readSeq: 0, readCount: 0, unreadCount: 3 })
  expect(await markOf(ana, room)).toEqual({ readSeq: 4, readCount: 3, unreadCount: 0 })
})

test('the marker moves forwards by reading and backwards by marking as unread', async () => {
  const { room } = await talkedIn()
  expect(await markRead(ben, room, 2)).toEqual({ readSeq: 2, readCount: 2, unreadCount: 1 })
  expect(await markRead(ben, room, 3)).toEqual({ readSeq: 3, readCount: 2, unreadCount: 1 })
  expect(await markRead(ben, room, 4)).toEqual({ readSeq: 4, readCount: 3, unreadCount: 0 })
  expect(await markRead(ben, room, 1)).toEqual({ readSeq: 1, readCount: 1, unreadCount: 2 })
  expect(await markRead(ben, room, 0)).toEqual({ readSeq: 0, readCount: 0, unreadCount: 3 })
})

test.each([
  [1_000_000, { readSeq: 4, readCount: 3, unreadCount: 0 }],
  [-5, { readSeq: 0, readCount: 0, unreadCount: 3 }],
])('a marker at %d stays within the log', async (seq, expected) => {
  const { room } = await talkedIn()
  expect(await markRead(ben, room, seq)).toEqual(expected)
})

test('saying something oneself reads everything before it', async () => {
  const { room } = await talkedIn()
  await say(ben, room, { text: 'four' })
  expect(await markOf(ben, room)).toEqual({ readSeq: 5, readCount: 4, unreadCount: 0 })
})

test('a reply in a thread reads nothing of the main timeline', async () => {
  const { room, root } = await talkedIn()
  await say(ben, room, { text: 'a reply', rootId: root.id })
  expect(await markOf(ben, room)).toMatchObject({ unreadCount: 3 })
})

test('edits, reactions and retractions make nothing unread, nor read', async () => {
  const { room, root } = await talkedIn()
  await markRead(ben, room, 4)
  await edit(ana, root.id, 'changed')
  await react(ana, root.id, '👍')
  await retract(ana, root.id)
  expect(await markOf(ben, room)).toMatchObject({ unreadCount: 0 })
})

test('who joins has read what was before', async () => {
  const room = await roomOf(world, [ana], { kind: 'PUBLIC' })
  await say(ana, room, { text: 'before' })
  await act(ben, 'joinRoom', { input: { roomId: room } })
  expect(await markOf(ben, room)).toEqual({ readSeq: 2, readCount: 1, unreadCount: 0 })
  await say(ana, room, { text: 'after' })
  expect(await markOf(ben, room)).toMatchObject({ unreadCount: 1 })
})

test('markers that are set at once end at one of them, with the counts that belong to it', async () => {
  const { room } = await talkedIn()
  await Promise.all([1, 2, 4, 3].map((seq) => markRead(ben, room, seq)))
  const { readSeq, ...rest } = await markOf(ben, room)
  expect(rest).toEqual({ readCount: [0, 1, 2, 2, 3][readSeq], unreadCount: [3, 2, 1, 1, 0][readSeq] })
})

test('another device of the same person hears of it', async () => {
  const { room } = await talkedIn()
  const phone = await world.anotherSession(ben)
  const stream = await phone.subscribe(
    `subscription { myEvents { __typename ... on MembershipChanged { membership { ${marker} } } } }`,
  )
  await stream.next()
  await markRead(ben, room, 4)
  expect(await stream.next()).toEqual({
    myEvents: { __typename: 'MembershipChanged', membership: { readSeq: 4, readCount: 3, unreadCount: 0 } },
  })
  await stream.return()
})
