import { randomUUID } from 'node:crypto'
import { createMysqlDatabase } from '@parley/dev/testing'
import { createMemoryBroker } from '@parley/realtime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loseCommits } from '../statements.ts'
import { act, edit, logLength, messageBy, react, retract, roomOf, say } from '../talk.ts'
import { at, createWorld, type Person, type World } from '../world.ts'

// Two nodes on one MySQL: what is asked twice, at once or of another node is done once.

const resources = new AsyncDisposableStack()
let [here, there]: World[] = []
let ana: Person
let ben: Person

beforeAll(async () => {
  const { url } = resources.use(await createMysqlDatabase())
  const broker = createMemoryBroker()
  resources.defer(() => broker.close())
  here = resources.use(await createWorld({ database: url, broker }))
  there = resources.use(await createWorld({ database: url, broker }))
  ana = await here.signUp('ana')
  ben = await here.signUp('ben')
})
afterAll(() => resources.disposeAsync())

const first = (): World => here ?? expect.fail('not open')
const second = (): World => there ?? expect.fail('not open')
/** The same person, asking one node or the other. */
const atBoth = (person: Person, i: number): Person => (i % 2 === 0 ? person : second().visit(person))
const twenty = <T>(what: (i: number) => Promise<T>) => Promise.all(Array.from({ length: 20 }, (_, i) => what(i)))

test('a message that is sent at both nodes at once, again and again, is there once', async () => {
  const room = await roomOf(first(), [ana, ben])
  const sent = await twenty((i) => say(atBoth(ana, i), room, { text: 'once', clientId: 'once' }))
  expect(new Set(sent.map(({ data }) => data.id)).size).toBe(1)
  expect(await logLength(first(), room)).toBe(1)
})

test('the same client id at once in two rooms is one message, and a mistake', async () => {
  const rooms = [await roomOf(first(), [ana]), await roomOf(first(), [ana])]
  const sent = await twenty((i) => say(atBoth(ana, i), rooms[(i >> 1) % 2] ?? '', { text: 'x', clientId: 'two-rooms' }))
  expect(new Set(sent.flatMap(({ data }) => (data ? [data.id] : []))).size).toBe(1)
  expect(new Set(sent.map(({ __typename }) => __typename))).toEqual(
    new Set(['SendMessageSuccess', 'InvalidInputError']),
  )
})

test('a room that is made at both nodes at once, by a client id as long as one may be, is there once', async () => {
  const input = { kind: 'PUBLIC', name: 'made once', clientId: 'x'.repeat(64) }
  const made = await twenty((i) => act<{ id: string }>(atBoth(ana, i), 'createRoom', { input, select: 'id' }))
  expect(new Set(made.map(({ data }) => data.id)).size).toBe(1)
})

test('messages of both nodes stand in one gapless order, which both tell alike', async () => {
  const room = await roomOf(first(), [ana, ben])
  const sent = await Promise.all([
    ...Array.from({ length: 50 }, (_, i) => say(atBoth(ana, i), room, { text: `${i}` })),
    ...Array.from({ length: 50 }, (_, i) => say(atBoth(ben, i), room, { text: `${i}` })),
  ])
  expect(sent.map(({ data }) => data.seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  const history = 'query($id: ID!) { room(id: $id) { messages(first: 200) { edges { node { id ordinal } } } } }'
  const both = await Promise.all([0, 1].map((i) => atBoth(ana, i).query(history, { id: room })))
  expect(both[0]).toEqual(both[1])
})

test('a room that is created at both nodes at once is there once', async () => {
  const input = { kind: 'PUBLIC', name: 'Created Once', clientId: randomUUID() }
  const made = await twenty((i) => act(atBoth(ana, i), 'createRoom', { input }))
  expect(new Set(made.map(({ data }) => data.id)).size).toBe(1)
})

test('of two rooms that take one name at once, in whatever case, one gets it', async () => {
  const made = await twenty((i) => {
    const input = { kind: 'PUBLIC', name: i % 2 ? 'WANTED Name' : 'wanted name', clientId: randomUUID() }
    return act(atBoth(ana, i), 'createRoom', { input })
  })
  const types = made.map(({ __typename }) => __typename)
  expect(types.filter((type) => type === 'CreateRoomSuccess')).toHaveLength(1)
  expect(types.filter((type) => type === 'RoomNameTakenError')).toHaveLength(19)
})

test('a direct conversation that both open at once, at both nodes, is one', async () => {
  const opened = await twenty((i) => {
    const [who, whom] = i % 4 < 2 ? [ana, ben] : [ben, ana]
    return act(atBoth(who, i), 'openDirectRoom', { input: { userIds: [whom.user.globalId] } })
  })
  expect(new Set(opened.map(({ data }) => data.id)).size).toBe(1)
})

test('when the answers to commits are lost, everything is done once all the same', async () => {
  const { database } = first().app.core
  const { kysely } = database
  const room = await roomOf(first(), [ana, ben])
  async function losing<T>(what: () => Promise<T>): Promise<T> {
    loseCommits(database)
    return what().finally(() => {
      database.kysely = kysely
    })
  }
  const { data } = await losing(() => say(ana, room, { text: 'one' }))
  await losing(() => edit(ana, data.id, 'two'))
  await losing(() => react(ben, data.id, '👍'))
  expect(await messageBy(ben, data.id)).toMatchObject({ text: 'two', reactions: [{ emoji: '👍', count: 1 }] })
  await losing(() => retract(ana, data.id))
  await losing(() => act(ana, 'updateRoom', { input: { roomId: room, topic: 'renamed' } }))
  await losing(() => act(ana, 'removeFromRoom', { input: { roomId: room, userId: ben.user.globalId } }))
  await losing(() => act(ana, 'inviteToRoom', { input: { roomId: room, userIds: [ben.user.globalId] } }))
  expect(await logLength(first(), room)).toBe(7)
  const made = await losing(() =>
    act(ana, 'createRoom', { input: { kind: 'PRIVATE', name: 'lost', clientId: randomUUID() } }),
  )
  expect(await logLength(first(), at(made, 'data.id'))).toBe(2)
  const eve = await second().signUp(`eve-${randomUUID().slice(0, 8)}`)
  const direct = await losing(() => act(ana, 'openDirectRoom', { input: { userIds: [eve.user.globalId] } }))
  expect(await logLength(first(), at(direct, 'data.id'))).toBe(3)
})

const followed = `subscription($id: ID!, $after: String) { roomEvents(roomId: $id, after: $after) {
  __typename seq ... on MessagePosted { message { text } }
} }`

test('a removal at one node ends what the other tells, and is the last of it', async () => {
  const room = await roomOf(first(), [ana, ben])
  const cursor = at(await ana.query('query($id: ID!) { room(id: $id) { cursor } }', { id: room }), 'room.cursor')
  const elsewhere = second().visit(ben)
  const events = await elsewhere.subscribe(followed, { id: room, after: cursor })
  await say(ana, room, { text: 'before' })
  expect(await events.next()).toMatchObject({ roomEvents: { message: { text: 'before' } } })
  const talk = () => Array.from({ length: 20 }, (_, i) => say(atBoth(ana, i), room, { text: 'x' }))
  const removal = act(ana, 'removeFromRoom', { input: { roomId: room, userId: ben.user.globalId } })
  await Promise.all([...talk(), removal, ...talk()])
  const told: string[] = []
  const reading = async () => {
    for (;;) told.push(at(await events.next(), 'roomEvents.__typename'))
  }
  await expect(reading()).rejects.toThrow('the subscription has ended')
  expect(told.indexOf('MemberLeft')).toBe(told.length - 1)
  await expect(elsewhere.subscribe(followed, { id: room })).rejects.toThrow('FORBIDDEN_OR_MISSING')
})

test('accounts that are the first at both nodes at once share one default room, and one is the administrator', async () => {
  await using database = await createMysqlDatabase()
  await using one = await createWorld({ database: database.url })
  await using two = await createWorld({ database: database.url })
  const people = await Promise.all(['a1', 'b2', 'c3', 'd4'].map((name, i) => (i % 2 ? one : two).signUp(name)))
  expect(people.filter(({ user }) => user.role === 'ADMIN')).toHaveLength(1)
  const rooms = await Promise.all(people.map((person) => person.roomNamed('general')))
  expect(new Set(rooms).size).toBe(1)
})
