import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { apollo, type OpenClient, ownClient, rawSocket, type Said, urql } from './clients.ts'
import { act, edit, react, roomOf, say } from './talk.ts'
import { at, createWorld, type Person, type World } from './world.ts'

const clients: Record<string, OpenClient> = { 'graphql-ws': ownClient, urql, apollo, raw: rawSocket }
const names = Object.keys(clients)

// With every __typename, which Apollo Client asks for anyway.
const document = `subscription Follow($id: ID!, $after: String) { roomEvents(roomId: $id, after: $after) {
  __typename seq cursor
  ... on MessagePosted { message { __typename id text author { __typename name } } }
  ... on MessageEdited { message { __typename id text } }
  ... on ReactionAdded { message { __typename id reactions { __typename emoji count } } }
  ... on MemberLeft { user { __typename id } }
} }`

let world: World
let ana: Person
let ben: Person
let room: string
const closers: (() => void)[] = []

beforeAll(async () => {
  world = await createWorld()
  ;[ana, ben] = [await world.signUp('ana'), await world.signUp('ben')]
})
beforeEach(async () => {
  room = await roomOf(world, [ana, ben])
})
afterAll(async () => {
  for (const close of closers) close()
  await world[Symbol.asyncDispose]()
})

/** A subscription of one kind of client, and what it has said so far. */
type Ear = { said: Said[]; stop: () => void }
type Asked = { after?: string; id?: string; query?: string; token?: string | null }

async function listen(name: string, { after, id = room, query = document, token = ben.token }: Asked = {}) {
  const { wsUrl } = await world.listen()
  const open = clients[name]
  if (!open) throw new Error(`there is no client ${name}`)
  const { follow, close } = open(wsUrl, token)
  closers.push(close)
  const said: Said[] = []
  const stop = follow({ document: query, variables: { id, after: after ?? null }, hear: (it) => void said.push(it) })
  const ear: Ear = { said, stop }
  return ear
}

const cursorNow = async () =>
  at(await ana.query('query($id: ID!) { room(id: $id) { cursor } }', { id: room }), 'room.cursor')
const types = ({ said }: Ear) =>
  said.map((it) => (it === 'complete' || 'codes' in it ? it : at(it, 'data.roomEvents.__typename')))
const followers = () => world.app.core.feeds.stats().subscribers

test('they all see the same events, leave, and go on after the last that they saw', async () => {
  const after = await cursorNow()
  const { id } = await say(ana, room, { text: 'one' }).then(({ data }) => data)
  const ears = await Promise.all(names.map((name) => listen(name, { after })))
  await expect.poll(followers).toBe(names.length)
  await edit(ana, id, 'two')
  await react(ana, id, '👍')
  for (const ear of ears) {
    await expect.poll(() => types(ear)).toEqual(['MessagePosted', 'MessageEdited', 'ReactionAdded'])
    expect(ear.said).toEqual(ears[0]?.said)
  }
  for (const ear of ears) ear.stop()
  await expect.poll(followers).toBe(0)

  await say(ana, room, { text: 'three' })
  const seen = at(ears[0]?.said[2], 'data.roomEvents.cursor')
  const back = await Promise.all(names.map((name) => listen(name, { after: seen })))
  for (const ear of back) {
    await expect.poll(() => types(ear)).toEqual(['MessagePosted'])
    expect(at(ear.said[0], 'data.roomEvents.message')).toMatchObject({ text: 'three', author: { name: 'Ana' } })
    ear.stop()
  }
  await expect.poll(followers).toBe(0)
})

test('who is removed from the room gets that event, and then the subscription completes', async () => {
  const after = await cursorNow()
  const ears = await Promise.all(names.map((name) => listen(name, { after })))
  await expect.poll(followers).toBe(names.length)
  await act(ana, 'removeFromRoom', { input: { roomId: room, userId: ben.user.globalId } })
  await say(ana, room, { text: 'gone' })
  for (const ear of ears) await expect.poll(() => types(ear)).toEqual(['MemberLeft', 'complete'])
})

describe.each(names)('%s', (name) => {
  test.each([
    ['an unknown room', 'FORBIDDEN_OR_MISSING', { id: 'Um9vbTpub3doZXJl' }],
    ['a bad cursor', 'BAD_USER_INPUT', { after: 'rubbish' }],
    ['nobody who is signed in', 'UNAUTHENTICATED', { token: null }],
  ] satisfies [string, string, Asked][])('is told of %s by an error, and that it is over', async (_, code, asked) => {
    const ear = await listen(name, asked)
    await expect.poll(() => ear.said).toEqual([{ codes: [code] }, 'complete'])
  })

  test('is told that a document is wrong, and that is its end', async () => {
    const query = 'subscription Wrong($id: ID!) { roomEvents(roomId: $id) { nothing } }'
    const ear = await listen(name, { query })
    await expect
      .poll(() => ear.said[0])
      .toEqual({ codes: [expect.toBeOneOf([undefined, 'GRAPHQL_VALIDATION_FAILED'])] })
    expect(followers()).toBe(0)
  })
})
