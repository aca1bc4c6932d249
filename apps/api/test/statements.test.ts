import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { globalId, insertRoom } from './rows.ts'
import { spaDocuments } from './spa-documents.ts'
import { recordStatements, type Statements } from './statements.ts'
import { at, createWorld, type Person, type World } from './world.ts'

// How many SQL statements each operation of the web app costs: the same for few rows and for many.

type Scene = {
  world: World
  me: Person
  other: Person
  room: string
  root: string
  message: string
  statements: Statements
}

let documents: Record<string, string> = {}

/** A server where everything is there `size` times: rooms, people, messages, replies, reactions, mentions. */
async function aScene(size: number): Promise<Scene & AsyncDisposable> {
  // Without what the node does by itself every few seconds.
  const world = await createWorld({ config: { heartbeatMs: 600_000, leaseMs: 3_600_000 } })
  const { database } = world.app.core
  const me = await world.signUp('me')
  const others = await Promise.all(Array.from({ length: size }, (_, i) => world.signUp(`other${i}`)))
  const [other = me] = others
  const people = [me, ...others].map((person) => person.user.id)
  // Somebody who wrote nothing, so that there are always others to look up than the authors.
  const lurker = (await world.signUp('lurker')).user.id
  for (let i = 0; i < size; i++) {
    const pair = { [me.user.id]: 'MEMBER', [people[i + 1] ?? '']: 'MEMBER' } as const
    await insertRoom(database, { kind: 'DIRECT', members: pair, said: [{ by: other.user.id }] })
    await insertRoom(database, { kind: 'PUBLIC', members: { [me.user.id]: 'MEMBER' }, said: [{ by: other.user.id }] })
  }
  const roots = people.map((by) => ({ by }))
  const said = [...roots, ...people.map((by) => ({ by, in: 1 })), ...people.map((by, i) => ({ by, in: i + 1 }))]
  const members = Object.fromEntries(people.map((id) => [id, 'OWNER' as const]))
  const room = await insertRoom(database, {
    kind: 'PUBLIC',
    name: 'the room',
    members: { ...members, [lurker]: 'MEMBER' },
    said,
  })
  const every = roots.map((_, i) => ({ room_id: room, seq: i + 1 }))
  await database.kysely
    .insertInto('reaction')
    .values(
      every.flatMap((it) =>
        ['👍', '🎉'].map((emoji) => ({
          ...it,
          emoji,
          user_id: emoji === '👍' ? lurker : me.user.id,
          event_seq: it.seq,
          created_at: 1,
        })),
      ),
    )
    .execute()
  await database.kysely
    .insertInto('mention')
    .values(every.map((it) => ({ ...it, user_id: lurker })))
    .execute()
  return {
    world,
    me,
    other,
    room: globalId('Room', room),
    root: globalId('Message', `${room}:1`),
    message: globalId('Message', `${room}:1`),
    statements: recordStatements(database),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

type Operation = { name: string; variables?: (scene: Scene) => Record<string, unknown>; cost: number }

const send = ({ room }: Scene, text: string) => ({ input: { roomId: room, clientId: randomUUID(), text } })
const reaction =
  (emoji: string) =>
  ({ message }: Scene) => ({ input: { messageId: message, emoji } })
const replyIn = (scene: Scene) => ({ input: { ...send(scene, 'hello').input, rootId: scene.root } })
const inRoom = ({ room }: Scene) => ({ input: { roomId: room } })

/** `cost` counts what `recordStatements` does; one is for the session of who asks. */
const operations: Record<string, Operation> = {
  'open the app': { name: 'AppQuery', cost: 7 },
  'open a room': { name: 'RoomView', variables: ({ room }) => ({ id: room, last: 50 }), cost: 13 },
  'open a room at a message': {
    name: 'RoomView',
    variables: ({ room, message }) => ({ id: room, first: 50, around: message }),
    cost: 15,
  },
  'read a page of history': {
    name: 'RoomPage',
    variables: ({ room }) => ({ id: room, last: 50, before: '60' }),
    cost: 10,
  },
  'open a thread': { name: 'ThreadPage', variables: ({ root }) => ({ id: root, last: 50 }), cost: 11 },
  'see a room’s details': { name: 'RoomDetailsQuery', variables: ({ room }) => ({ id: room }), cost: 4 },
  'see a room’s members': { name: 'MembersQuery', variables: ({ room }) => ({ id: room, first: 50 }), cost: 5 },
  'search a room’s members': {
    name: 'MembersQuery',
    variables: ({ room }) => ({ id: room, first: 50, search: 'oth' }),
    cost: 5,
  },
  'browse public rooms': { name: 'PublicRoomsQuery', variables: () => ({ first: 50 }), cost: 4 },
  'search people': { name: 'PeopleQuery', variables: () => ({ first: 50, search: 'oth' }), cost: 2 },
  'see a profile': { name: 'ProfileQuery', variables: ({ other }) => ({ id: other.user.globalId }), cost: 2 },
  'send a message': { name: 'SendMessage', variables: (scene) => send(scene, 'hello'), cost: 8 },
  'send a message that mentions': {
    name: 'SendMessage',
    variables: (scene) => send(scene, 'hello @other0 @other1 @all'),
    cost: 11,
  },
  'send a reply': { name: 'SendMessage', variables: replyIn, cost: 11 },
  'edit a message': {
    name: 'EditMessage',
    variables: ({ message }) => ({ input: { messageId: message, text: `${randomUUID()} @other1` } }),
    cost: 18,
  },
  react: { name: 'AddReaction', variables: reaction('🚀'), cost: 17 },
  'take a reaction back': { name: 'RemoveReaction', variables: reaction('🚀'), cost: 16 },
  'mark as read': { name: 'MarkRead', variables: ({ room }) => ({ input: { roomId: room, seq: 3 } }), cost: 6 },
  type: { name: 'SetTyping', variables: ({ room }) => ({ input: { roomId: room, isTyping: true } }), cost: 3 },
  'retract a message': {
    name: 'RetractMessage',
    variables: ({ message }) => ({ input: { messageId: message } }),
    cost: 17,
  },
  'open a direct conversation': {
    name: 'OpenDirectRoomMutation',
    variables: ({ other }) => ({ input: { userIds: [other.user.globalId] } }),
    cost: 17,
  },
  'create a room': {
    name: 'CreateRoomMutation',
    variables: () => ({ input: { kind: 'PUBLIC', name: randomUUID(), clientId: randomUUID() } }),
    cost: 11,
  },
  'change a topic': {
    name: 'UpdateRoomMutation',
    variables: ({ room }) => ({ input: { roomId: room, topic: randomUUID() } }),
    cost: 6,
  },
  'leave a room': { name: 'LeaveRoomMutation', variables: inRoom, cost: 8 },
  'join a room': { name: 'JoinRoomMutation', variables: inRoom, cost: 12 },
}

const scenes: Awaited<ReturnType<typeof aScene>>[] = []
beforeAll(async () => {
  documents = await spaDocuments()
  for (const size of [5, 50]) scenes.push(await aScene(size))
})
afterAll(async () => {
  for (const scene of scenes) await scene[Symbol.asyncDispose]()
})

describe('the number of statements is the same for few rows and for many', () => {
  test.each(Object.entries(operations))('to %s', async (_what, { name, variables, cost }) => {
    for (const scene of scenes) {
      scene.statements.take()
      await scene.me.query(documents[name] ?? '', variables?.(scene))
      const sent = scene.statements.take()
      expect(sent.length, sent.join('\n')).toBe(cost)
    }
  })
})

/** What people do all day; the rest may ask several shards. */
const hot = Object.keys(operations).filter((what) =>
  /^(open a (room|thread)|read|see a room’s members|send|edit|react|take|mark|type|change|retract)/.test(what),
)

describe('a statement of the hot paths names its room, by which the tables can be sharded', () => {
  let scene: Scene & AsyncDisposable
  beforeAll(async () => {
    scene = await aScene(3)
  })
  afterAll(() => scene[Symbol.asyncDispose]())

  test.each(hot)('to %s', async (what) => {
    const { name = '', variables } = operations[what] ?? {}
    scene.statements.take()
    await scene.me.query(documents[name] ?? '', variables?.(scene))
    const sent = scene.statements.take()
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.filter((statement) => !namesItsRoom(statement))).toEqual([])
  })
})

const shardedByRoom =
  /(?:from|into|update|join) "(room|room_event|message|message_revision|mention|reaction|membership)"/

/** Whether a message was sent before is asked by its author and their id, in whatever room: docs/SCALING.md says what then. */
const bySender = /"message" where \(\("author_id" = \? and "client_id" in \(\?\)\)\)$/

/** Whether a statement stays in the shards of the rooms that it names, or has nothing to do with rooms. */
function namesItsRoom(statement: string): boolean {
  if (bySender.test(statement)) return true
  const table = shardedByRoom.exec(statement)?.[1]
  if (!table || statement.startsWith('insert')) return true
  const key = table === 'room' ? 'id' : 'room_id'
  const [, condition = ''] = statement.split(/ where /)
  return new RegExp(`"${key}"(?:, "[a-z_]+")*\\)? (?:=|in) `).test(condition)
}

type Told = { roomEvents: { __typename: string } }

/** What telling its followers costs a node beyond the act itself at most, however many they are. */
const tellings = [
  { what: 'a message', as: 'send a message', text: 'hello', cost: 0 },
  { what: 'a message that mentions', as: 'send a message that mentions', text: '@other1 @all hello', cost: 0 },
  { what: 'a reply', as: 'send a reply', text: 'hello', cost: 1 },
]

test.each(tellings)('to tell of $what', async ({ as, text, cost }) => {
  const [scene] = scenes
  if (!scene) return expect.fail('no scene')
  const { me, other, room, root, statements } = scene
  const after = at(await other.query('query($id: ID!) { room(id: $id) { cursor } }', { id: room }), 'room.cursor')
  const events = await other.subscribe(documents.RoomEvents ?? '', { roomId: room, after })
  await other.query(documents.SendMessage ?? '', send(scene, 'to see that the feed is live'))
  await events.next()
  statements.take()
  const { input } = send(scene, text)
  await me.query(documents.SendMessage ?? '', { input: as === 'send a reply' ? { ...input, rootId: root } : input })
  expect(await events.next<Told>()).toMatchObject({ roomEvents: { __typename: 'MessagePosted' } })
  await events.return()
  const sent = statements.take()
  // Less where the sender's answer and the telling ask for the same in one turn.
  expect(sent.length, sent.join('\n')).toBeLessThanOrEqual((operations[as]?.cost ?? 0) + cost)
})

test('to begin to follow a room: who may read is asked together with where the log stands, the log once', async () => {
  await using scene = await aScene(3)
  const { me, other, room, statements } = scene
  const after = at(await other.query('query($id: ID!) { room(id: $id) { cursor } }', { id: room }), 'room.cursor')
  await me.query(documents.SendMessage ?? '', send(scene, 'what was missed'))
  statements.take()
  const events = await other.subscribe(
    'subscription($id: ID!, $after: String) { roomEvents(roomId: $id, after: $after) { seq } }',
    {
      id: room,
      after,
    },
  )
  await events.next()
  await events.return()
  const [session, right, log, ...more] = statements.take()
  expect(session).toContain('"session"')
  expect(right).toMatch(/"last_seq" from "membership" inner join "room"/)
  expect(log).toContain('room_event')
  expect(more).toEqual([])
})
