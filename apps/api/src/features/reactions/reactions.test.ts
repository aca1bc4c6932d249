import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, logLength, messageBy, react, roomOf, say, unreact } from '../../../test/talk.ts'
import { at, createWorld, type Person, type World } from '../../../test/world.ts'
import { emojiLimit } from './reactions.ts'

let world: World
let ana: Person
let ben: Person

beforeAll(async () => {
  world = await createWorld()
  ana = await world.signUp('ana')
  ben = await world.signUp('ben')
})
afterAll(() => world[Symbol.asyncDispose]())

async function aMessage() {
  const room = await roomOf(world, [ana, ben])
  const { data } = await say(ana, room, { text: 'hello' })
  return { room, id: data.id }
}

test('reactions are grouped by emoji, the first one in front, with who reacted in order', async () => {
  const { id } = await aMessage()
  await react(ben, id, '🎉')
  await react(ana, id, '👍')
  await react(ana, id, '🎉')
  expect((await messageBy(ben, id))?.reactions).toEqual([
    { emoji: '🎉', count: 2, users: [{ username: 'ben' }, { username: 'ana' }] },
    { emoji: '👍', count: 1, users: [{ username: 'ana' }] },
  ])
})

test('a reaction that is there already, and one that is gone already, is a success that tells nobody', async () => {
  const { room, id } = await aMessage()
  const first = await react(ben, id, '👍')
  expect(await react(ben, id, '👍')).toEqual(first)
  await Promise.all(Array.from({ length: 10 }, () => react(ana, id, '🎉')))
  expect(await logLength(world, room)).toBe(3)
  const gone = await unreact(ben, id, '👍')
  expect(gone.data.reactions.map(({ emoji }) => emoji)).toEqual(['🎉'])
  expect(await unreact(ben, id, '👍')).toEqual(gone)
  expect(await logLength(world, room)).toBe(4)
})

test('one person cannot take back another’s reaction', async () => {
  const { id } = await aMessage()
  await react(ana, id, '👍')
  expect((await unreact(ben, id, '👍')).data.reactions).toMatchObject([{ emoji: '👍', count: 1 }])
})

test.each(['', 'a', ':+1:', '👍👍', '<script>', '👍 '.repeat(40)])('“%s” is not an emoji', async (emoji) => {
  const { room, id } = await aMessage()
  expect(await react(ana, id, emoji)).toMatchObject({ __typename: 'UnknownEmojiError' })
  expect(await logLength(world, room)).toBe(1)
})

test.each(['❤️', '👩🏽‍💻', '🇩🇪', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '👩‍❤️‍💋‍👨'])('%s is one emoji', async (emoji) => {
  const { id } = await aMessage()
  const { data } = await react(ana, id, emoji)
  expect(data.reactions).toMatchObject([{ count: 1 }])
  expect((await unreact(ana, id, emoji)).data.reactions).toEqual([])
})

test('an emoji with and without its variation selector is the same reaction', async () => {
  const { id } = await aMessage()
  await react(ana, id, '❤')
  expect((await react(ben, id, '❤️')).data.reactions).toMatchObject([{ count: 2 }])
})

test('a message takes so many different emoji and no more; one that is there can still be joined', async () => {
  const { id } = await aMessage()
  const faces = Array.from({ length: emojiLimit + 1 }, (_, i) => String.fromCodePoint(0x1f600 + i))
  for (const face of faces.slice(0, emojiLimit)) expect((await react(ana, id, face)).data.id).toBe(id)
  const input = { messageId: id, emoji: faces.at(-1) }
  const tooMany = await act(ben, 'addReaction', { input, errors: '... on TooManyReactionsError { limit }' })
  expect(tooMany).toMatchObject({ __typename: 'TooManyReactionsError', limit: emojiLimit })
  expect((await react(ben, id, faces[0] ?? '')).data.reactions).toHaveLength(emojiLimit)
})

test('whether I reacted is mine to see, and of no consequence to others', async () => {
  const { id } = await aMessage()
  await react(ben, id, '👍')
  const mine = 'query($id: ID!) { message(id: $id) { reactions { id viewerHasReacted } } }'
  const [his, hers] = await Promise.all([ben, ana].map((who) => who.query(mine, { id })))
  expect(at(his, 'message.reactions.0.viewerHasReacted')).toBe(true)
  expect(at(hers, 'message.reactions.0.viewerHasReacted')).toBe(false)
  const group = at(hers, 'message.reactions.0.id')
  const node = 'query($id: ID!) { node(id: $id) { ... on ReactionGroup { emoji viewerHasReacted } } }'
  expect(await ben.query(node, { id: group })).toEqual({ node: { emoji: '👍', viewerHasReacted: true } })
})
