import { afterAll, beforeAll, expect, test } from 'vitest'
import { globalId, localId } from '../../../test/rows.ts'
import { retract, roomOf } from '../../../test/talk.ts'
import { at, createWorld, type Person, type World } from '../../../test/world.ts'

let world: World
let ana: Person
/** Numbers 1 to 120: every tenth is a reply in the thread of number 1, all others are in the main timeline. */
let room: string
const all = Array.from({ length: 120 }, (_, i) => i + 1)
const replies = all.filter((seq) => seq % 10 === 0)
const main = all.filter((seq) => seq % 10 !== 0)

beforeAll(async () => {
  world = await createWorld()
  ana = await world.signUp('ana')
  const by = ana.user.id
  room = await roomOf(world, [ana], { said: all.map((seq) => (seq % 10 === 0 ? { by, in: 1 } : { by })) })
})
afterAll(() => world[Symbol.asyncDispose]())

type Args = { first?: number; last?: number; after?: string | undefined; before?: string | undefined; around?: string }
type Page = {
  edges: { cursor: string; node: { seq: number } }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
}

const fields = '{ edges { cursor node { seq } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }'
const paging = '$first: Int, $after: String, $last: Int, $before: String'
const passed = 'first: $first, after: $after, last: $last, before: $before'
const timeline = `query($id: ID!, ${paging}, $around: ID) { room(id: $id) { messages(${passed}, around: $around) ${fields} } }`
const thread = `query($id: ID!, ${paging}) { message(id: $id) { replies(${passed}) ${fields} } }`

const message = (seq: number) => globalId('Message', `${localId(room)}:${seq}`)
const page = async (args: Args = {}): Promise<Page> =>
  at(await ana.query(timeline, { id: room, ...args }), 'room.messages')
const threadPage = async (args: Args = {}): Promise<Page> =>
  at(await ana.query(thread, { id: message(1), ...args }), 'message.replies')
const seqs = ({ edges }: Page) => edges.map(({ node }) => node.seq)
const ends = ({ pageInfo }: Page) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage]

test('without arguments a room gives the end of its main timeline, oldest first', async () => {
  const found = await page()
  expect(seqs(found)).toEqual(main.slice(-50))
  expect(ends(found)).toEqual([true, false])
})

test('without arguments a thread gives its beginning', async () => {
  expect(seqs(await threadPage())).toEqual(replies)
  expect(seqs(await threadPage({ first: 3 }))).toEqual(replies.slice(0, 3))
})

test.each([1, 7, 50])('paging back by %d meets every message once', async (last) => {
  const seen: number[] = []
  let found = await page({ last })
  for (;;) {
    seen.unshift(...seqs(found))
    if (!found.pageInfo.hasPreviousPage) break
    found = await page({ last, before: found.pageInfo.startCursor ?? '' })
    expect(found.pageInfo.hasNextPage).toBe(true)
  }
  expect(seen).toEqual(main)
})

test.each([1, 7, 50])('paging forward by %d meets every message once', async (first) => {
  const seen: number[] = []
  let found = await page({ first })
  for (;;) {
    seen.push(...seqs(found))
    if (!found.pageInfo.hasNextPage) break
    found = await page({ first, after: found.pageInfo.endCursor ?? '' })
    expect(found.pageInfo.hasPreviousPage).toBe(true)
  }
  expect(seen).toEqual(main)
})

test('a thread is paged in both directions as well', async () => {
  const front = await threadPage({ first: 5 })
  expect(seqs(await threadPage({ first: 5, after: front.edges[4]?.cursor }))).toEqual(replies.slice(5, 10))
  const back = await threadPage({ last: 5 })
  expect(seqs(back)).toEqual(replies.slice(-5))
  expect(seqs(await threadPage({ last: 5, before: back.edges[0]?.cursor }))).toEqual(replies.slice(2, 7))
})

test('before a cursor, without a size, are the messages next to it', async () => {
  const { edges } = await page({ last: 10 })
  expect(seqs(await page({ before: edges[0]?.cursor }))).toEqual(main.slice(-60, -10))
})

test('between two cursors is what lies between them', async () => {
  const { edges } = await page({ first: 20 })
  const found = await page({ after: edges[3]?.cursor, before: edges[9]?.cursor, first: 50 })
  expect(seqs(found)).toEqual(main.slice(4, 9))
})

test('around a message is a page with it in the middle, and one can go on from there both ways', async () => {
  const found = await page({ around: message(55), first: 10 })
  const middle = main.indexOf(55)
  expect(seqs(found)).toEqual(main.slice(middle - 4, middle + 6))
  expect(ends(found)).toEqual([true, true])
  const older = await page({ last: 4, before: found.pageInfo.startCursor ?? '' })
  expect(seqs(older)).toEqual(main.slice(middle - 8, middle - 4))
})

test.each([
  ['the first', 1, [false, true]],
  ['the last', 119, [true, false]],
])('around %s message the page ends there', async (_name, seq, expected) => {
  const found = await page({ around: message(seq), first: 10 })
  expect(seqs(found)).toContain(seq)
  expect(ends(found)).toEqual(expected)
})

test('around a reply is its root: that is where it stands in the main timeline', async () => {
  expect(seqs(await page({ around: message(50), first: 3 }))).toContain(1)
})

test('tombstones keep their places', async () => {
  const by = ana.user.id
  const other = await roomOf(world, [ana], { said: [{ by }, { by }, { by }] })
  await retract(ana, globalId('Message', `${localId(other)}:2`))
  expect(seqs(at(await ana.query(timeline, { id: other }), 'room.messages'))).toEqual([1, 2, 3])
})

test.each(['x', '-1', '1.5', '', '99999999999', ' 1', '1; drop table message'])(
  'a cursor like “%s” is refused',
  async (after) => {
    const answer = await ana.ask(timeline, { id: room, first: 3, after })
    expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
  },
)

test.each<Args>([{ first: 0 }, { first: -1 }, { first: 201 }, { last: 0 }, { last: 201 }, { first: 1, last: 1 }])(
  'a page like %o is refused, in a timeline, around a message and in a thread',
  async (args) => {
    for (const [document, variables] of [
      [timeline, { id: room }],
      [timeline, { id: room, around: message(5) }],
      [thread, { id: message(1) }],
    ] as const) {
      const answer = await ana.ask(document, { ...variables, ...args })
      expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
    }
  },
)

test('the largest page is 200', async () => {
  expect(seqs(await page({ first: 200 }))).toEqual(main)
})
