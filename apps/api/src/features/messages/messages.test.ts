import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { globalId, localId } from '../../../test/rows.ts'
import { act, edit, logLength, messageBy, placesOf, react, retract, roomOf, say } from '../../../test/talk.ts'
import { at, createWorld, type Person, type World } from '../../../test/world.ts'

let world: World
let ana: Person
let ben: Person
let eve: Person

beforeAll(async () => {
  world = await createWorld()
  ana = await world.signUp('ana')
  ben = await world.signUp('ben')
  eve = await world.signUp('eve')
})
afterAll(() => world[Symbol.asyncDispose]())

test('a message has its place in the room, its author and its text as written', async () => {
  const room = await roomOf(world, [ana, ben])
  const first = await say(ana, room, { text: '  **Grüße** 👩‍👩‍👧\r\n東京  ', clientId: 'one' })
  expect(first.data).toMatchObject({
    seq: 1,
    ordinal: 1,
    clientId: 'one',
    text: '  **Grüße** 👩‍👩‍👧\n東京',
    author: { username: 'ana' },
    root: null,
    replyCount: 0,
    reactions: [],
  })
  expect((await say(ben, room, { text: 'hello' })).data).toMatchObject({ seq: 2, ordinal: 2 })
})

test('sending again with the same client id answers with the first message and tells nobody', async () => {
  const room = await roomOf(world, [ana, ben])
  const first = await say(ana, room, { text: 'once', clientId: 'twice' })
  expect(await say(ana, room, { text: 'something else', clientId: 'twice' })).toEqual(first)
  const others = await Promise.all(
    Array.from({ length: 20 }, () => say(ana, room, { text: 'at once', clientId: 'at-once' })),
  )
  expect(new Set(others.map(({ data }) => data.id)).size).toBe(1)
  expect(await logLength(world, room)).toBe(2)
})

test('a client id is one person’s own: two people may use the same one', async () => {
  const room = await roomOf(world, [ana, ben])
  const ids = await Promise.all([ana, ben].map((who) => say(who, room, { text: 'mine', clientId: 'shared' })))
  expect(ids[0]?.data.id).not.toBe(ids[1]?.data.id)
})

test('sending again after an edit or a retraction answers with the message as it is now', async () => {
  const room = await roomOf(world, [ana, ben])
  const { data } = await say(ana, room, { text: 'before', clientId: 'edited' })
  await edit(ana, data.id, 'after')
  expect((await say(ana, room, { text: 'before', clientId: 'edited' })).data).toMatchObject({
    id: data.id,
    text: 'after',
  })
  await retract(ana, data.id)
  expect((await say(ana, room, { text: 'before', clientId: 'edited' })).data).toMatchObject({ id: data.id, text: null })
  expect(await logLength(world, room)).toBe(3)
})

test('a client id that was used in another room is a mistake, and says so', async () => {
  const [here, there] = [await roomOf(world, [ana]), await roomOf(world, [ana])]
  await say(ana, here, { text: 'here', clientId: 'reused' })
  const input = { roomId: there, clientId: 'reused', text: 'there' }
  const again = await act(ana, 'sendMessage', { input, errors: '... on InvalidInputError { field }' })
  expect(again).toMatchObject({ __typename: 'InvalidInputError', field: 'clientId' })
  expect(await logLength(world, there)).toBe(0)
})

test('who was removed learns nothing of the room by sending again', async () => {
  const room = await roomOf(world, [ana, ben])
  await say(ben, room, { text: 'mine', clientId: 'remembered' })
  await act(ana, 'removeFromRoom', { input: { roomId: room, userId: ben.user.globalId } })
  await expect(say(ben, room, { text: 'mine', clientId: 'remembered' })).rejects.toThrow('FORBIDDEN_OR_MISSING')
})

test('what was sent before the room was archived is still answered; nothing new is taken', async () => {
  const room = await roomOf(world, [ana, ben])
  const { data } = await say(ben, room, { text: 'in time', clientId: 'in-time' })
  await act(ana, 'archiveRoom', { input: { roomId: room } })
  expect((await say(ben, room, { text: 'in time', clientId: 'in-time' })).data.id).toBe(data.id)
  expect(await say(ben, room, { text: 'too late' })).toMatchObject({ __typename: 'RoomArchivedError' })
})

test.each([
  ['nothing', ''],
  ['white space', ' \n\t \u3000 '],
  ['what nobody can see', '\u200b\u2060\ufeff\u0000'],
])('a message of %s is refused, new or edited', async (_name, text) => {
  const room = await roomOf(world, [ana])
  expect(await say(ana, room, { text })).toMatchObject({ __typename: 'EmptyMessageError' })
  const { data } = await say(ana, room, { text: 'something' })
  expect(await edit(ana, data.id, text)).toMatchObject({ __typename: 'EmptyMessageError' })
})

test('a message has at most 8,000 characters, however many bytes each has', async () => {
  const room = await roomOf(world, [ana])
  const longest = '👍'.repeat(8000)
  expect((await say(ana, room, { text: longest })).data.text).toBe(longest)
  const input = { roomId: room, clientId: randomUUID(), text: `${longest}!` }
  const tooLong = await act(ana, 'sendMessage', { input, errors: '... on MessageTooLongError { limit length }' })
  expect(tooLong).toMatchObject({ __typename: 'MessageTooLongError', limit: 8000, length: 8001 })
})

test.each(['', ' ', 'ümlaut', 'x'.repeat(65), 'a\nb'])('a client id like “%s” is refused', async (clientId) => {
  const room = await roomOf(world, [ana])
  expect(await say(ana, room, { text: 'hello', clientId })).toMatchObject({ __typename: 'InvalidInputError' })
})

const history = `query($id: ID!) { message(id: $id) {
  editedAt revisions { edges { node { text writtenAt } } }
} }`

test('an edit keeps what was said before, the latest first', async () => {
  const room = await roomOf(world, [ana, ben])
  const { data } = await say(ana, room, { text: 'one' })
  await edit(ana, data.id, 'two')
  const third = await edit(ana, data.id, 'three')
  expect(third.data).toMatchObject({ text: 'three', editedAt: expect.any(String) })
  const found = at<{ node: { text: string } }[]>(await ben.query(history, { id: data.id }), 'message.revisions.edges')
  expect(found.map(({ node }) => node.text)).toEqual(['two', 'one'])
})

test('an edit to the same text changes nothing and tells nobody', async () => {
  const room = await roomOf(world, [ana])
  const { data } = await say(ana, room, { text: 'same' })
  expect((await edit(ana, data.id, 'same  \n')).data).toMatchObject({ text: 'same', editedAt: null })
  expect(await logLength(world, room)).toBe(1)
})

test('a retracted message leaves a tombstone, and no copy of its text anywhere in the database', async () => {
  const room = await roomOf(world, [ana, ben])
  const secrets = ['first-secret', 'second-secret', 'third-secret']
  const { data } = await say(ana, room, { text: `${secrets[0]} @ben` })
  await react(ben, data.id, '👍')
  await edit(ana, data.id, `${secrets[1]}`)
  await edit(ana, data.id, `${secrets[2]}`)
  for (const secret of secrets) expect(await placesOf(world, secret)).not.toEqual([])
  const retracted = await retract(ana, data.id)
  expect(retracted.data).toMatchObject({
    id: data.id,
    text: null,
    editedAt: null,
    retractedAt: expect.any(String),
    retractedBy: { username: 'ana' },
    reactions: [],
    mentions: [],
  })
  for (const secret of secrets) expect(await placesOf(world, secret)).toEqual([])
  expect(at(await ben.query(history, { id: data.id }), 'message.revisions.edges')).toEqual([])
})

test('retracting again changes nothing; editing or reacting to what was retracted is refused', async () => {
  const room = await roomOf(world, [ana, ben])
  const { data } = await say(ben, room, { text: 'gone soon' })
  const first = await retract(ana, data.id)
  expect(first.data.retractedBy).toEqual({ username: 'ana' })
  expect(await retract(ben, data.id)).toEqual(first)
  expect(await edit(ben, data.id, 'back')).toMatchObject({ __typename: 'MessageRetractedError' })
  expect(await react(ben, data.id, '👍')).toMatchObject({ __typename: 'MessageRetractedError' })
  expect(await logLength(world, room)).toBe(2)
})

test('a thread counts its replies and names who replied, the latest first, at most five', async () => {
  const others = await Promise.all([1, 2, 3, 4, 5].map((i) => world.signUp(`replier${i}`)))
  const room = await roomOf(world, [ana, ben, ...others])
  const { data: root } = await say(ana, room, { text: 'root' })
  for (const who of [ana, ...others, ana]) {
    const reply = await say(who, room, { text: 'reply', rootId: root.id })
    expect(reply.data).toMatchObject({ ordinal: 0, root: { id: root.id } })
  }
  expect(await messageBy(ben, root.id)).toMatchObject({
    replyCount: 7,
    repliers: ['ana', 'replier5', 'replier4', 'replier3', 'replier2'].map((username) => ({ username })),
  })
})

test('replies that come at once are counted once each, and one that is retracted stays counted', async () => {
  const room = await roomOf(world, [ana, ben])
  const { data: root } = await say(ana, room, { text: 'root' })
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) => say(i % 2 ? ana : ben, room, { text: 'reply', rootId: root.id })),
  )
  expect((await messageBy(ana, root.id))?.replyCount).toBe(20)
  await retract(ana, replies[0]?.data.id ?? '')
  expect((await messageBy(ana, root.id))?.replyCount).toBe(20)
})

test('a reply belongs to a message of the main timeline of the same room', async () => {
  const [room, other] = [await roomOf(world, [ana]), await roomOf(world, [ana])]
  const { data: root } = await say(ana, room, { text: 'root' })
  const { data: reply } = await say(ana, room, { text: 'reply', rootId: root.id })
  expect((await say(ana, room, { text: 'x', rootId: reply.id })).__typename).toBe('InvalidInputError')
  const ghost = globalId('Message', `${localId(room)}:99`)
  await expect(say(ana, room, { text: 'x', rootId: ghost })).rejects.toThrow('FORBIDDEN_OR_MISSING')
  expect(await say(ana, other, { text: 'x', rootId: root.id })).toMatchObject({ __typename: 'InvalidInputError' })
  expect([await logLength(world, room), await logLength(world, other)]).toEqual([2, 0])
})

test('a message of a room that one is not in is reached through no other room', async () => {
  const [mine, theirs] = [await roomOf(world, [eve]), await roomOf(world, [ana])]
  const { data: secret } = await say(ana, theirs, { text: 'secret' })
  const around =
    'query($id: ID!, $around: ID) { room(id: $id) { messages(around: $around) { edges { node { text } } } } }'
  await expect(eve.query(around, { id: mine, around: secret.id })).rejects.toThrow('FORBIDDEN_OR_MISSING')
  const ghost = globalId('Message', `${localId(theirs)}:99`)
  await expect(eve.query(around, { id: mine, around: ghost })).rejects.toThrow('FORBIDDEN_OR_MISSING')
  expect(await say(eve, mine, { text: 'x', rootId: secret.id })).toEqual(
    await say(eve, mine, { text: 'x', rootId: ghost }),
  )
})

test('a message of another room of one’s own is not in this room’s history', async () => {
  const [one, two] = [await roomOf(world, [ana]), await roomOf(world, [ana])]
  const { data } = await say(ana, one, { text: 'here' })
  const around = 'query($id: ID!, $around: ID) { room(id: $id) { messages(around: $around) { edges { cursor } } } }'
  await expect(ana.query(around, { id: two, around: data.id })).rejects.toThrow('FORBIDDEN_OR_MISSING')
})

test.each(['Message:', 'Message:x', 'Message:x:y', 'Message:x:0', 'Message:x:-1', 'Message:x:1e9', 'Room:x', 'x'])(
  'an id like “%s” is nobody’s message',
  async (id) => {
    const answer = await ana.ask('query($id: ID!) { message(id: $id) { text } }', {
      id: Buffer.from(id).toString('base64'),
    })
    expect(answer.data?.message ?? null).toBe(null)
    expect(JSON.stringify(answer)).not.toContain('INTERNAL')
  },
)

test.each(['MessageRevision:x:1:y', 'MessageRevision:x:1', 'ReactionGroup:x', 'Member:x', 'Session:x'])(
  'an id like “%s” is of nothing',
  async (id) => {
    const answer = await ana.ask('query($id: ID!) { node(id: $id) { id } }', { id: Buffer.from(id).toString('base64') })
    expect(answer).toEqual({ data: { node: null } })
  },
)

test.each(['', 'Room', 'Room:', 'no base64!'])('an id like “%s” is a mistake of who asks', async (id) => {
  const answer = await ana.ask('query($id: ID!) { node(id: $id) { id } }', { id: Buffer.from(id).toString('base64') })
  expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
})
