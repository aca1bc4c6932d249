import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertRoom, localId } from '../../../test/rows.ts'
import { act, logLength, roomOf, say } from '../../../test/talk.ts'
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

type Room = { id: string; name: string; topic: string; kind: string; memberCount: number; isArchived: boolean }
const fields = 'id name topic kind memberCount isArchived'

const create = (who: Person, input: Record<string, unknown>) =>
  act<Room>(who, 'createRoom', {
    input: { kind: 'PUBLIC', name: randomUUID(), clientId: randomUUID(), ...input },
    select: fields,
    errors: '... on InvalidInputError { field }',
  })
const rename = (who: Person, roomId: string, name: string) => act(who, 'updateRoom', { input: { roomId, name } })
const roles = async (who: Person, id: string) => {
  const found = await who.query(
    'query($id: ID!) { room(id: $id) { members { edges { node { role user { username } } } } } }',
    { id },
  )
  const edges = at<{ node: { role: string; user: { username: string } } }[]>(found, 'room.members.edges')
  return Object.fromEntries(edges.map(({ node }) => [node.user.username, node.role]))
}

test('who creates a room owns it, and those named are in it from the start', async () => {
  const { data } = await create(ana, {
    kind: 'PRIVATE',
    name: '  The \n plan ',
    topic: ' what  to do ',
    userIds: [ben.user.globalId, ana.user.globalId],
  })
  expect(data).toMatchObject({ name: 'The plan', topic: 'what to do', kind: 'PRIVATE', memberCount: 2 })
  expect(await roles(ben, data.id)).toEqual({ ana: 'OWNER', ben: 'MEMBER' })
})

test('creating again with the same client id finds the first room, whatever else is said', async () => {
  const clientId = randomUUID()
  const first = await create(ana, { name: 'only one', clientId })
  expect(await create(ana, { name: 'something else', clientId })).toEqual(first)
  const another = await create(ben, { name: 'of another person', clientId })
  expect(another.data.id).not.toBe(first.data.id)
})

test.each<[string, Record<string, unknown>, string]>([
  ['without a name', { name: ' \u200b ' }, 'name'],
  ['with too long a name', { name: 'x'.repeat(81) }, 'name'],
  ['with too long a topic', { topic: 'x'.repeat(251) }, 'topic'],
  ['for two people only', { kind: 'DIRECT' }, 'kind'],
  ['without a client id', { clientId: '' }, 'clientId'],
  ['with too long a client id', { clientId: 'x'.repeat(65) }, 'clientId'],
  ['with a client id that not every database keeps as it is', { clientId: 'a\0' }, 'clientId'],
  [
    'with somebody who does not exist',
    { userIds: [Buffer.from(`User:${randomUUID()}`).toString('base64')] },
    'userIds',
  ],
])('a room %s is not created', async (_what, input, field) => {
  expect(await create(ana, input)).toMatchObject({ __typename: 'InvalidInputError', field })
})

test('public rooms may differ in the end of their names only, however long', async () => {
  const name = '😀'.repeat(79)
  for (const end of ['a', 'b'])
    expect(await create(ana, { name: name + end })).toMatchObject({ data: { kind: 'PUBLIC' } })
})

test('no two public rooms share a name, whatever its case or its width', async () => {
  await create(ana, { name: 'Straße Ａ' })
  for (const name of ['straße a', 'STRAßE A', 'Straße Ａ']) {
    expect(await create(ben, { name })).toMatchObject({ __typename: 'RoomNameTakenError' })
  }
  const other = await create(ben, { name: 'another' })
  expect(await rename(ben, other.data.id, 'STRAßE A')).toMatchObject({ __typename: 'RoomNameTakenError' })
  expect((await rename(ben, other.data.id, 'ANOTHER')).__typename).toBe('UpdateRoomSuccess')
})

test('private rooms may share a name with each other and with a public one', async () => {
  await create(ana, { name: 'shared' })
  const made = await Promise.all([ana, ben].map((who) => create(who, { kind: 'PRIVATE', name: 'shared' })))
  expect(made.map(({ __typename }) => __typename)).toEqual(['CreateRoomSuccess', 'CreateRoomSuccess'])
})

test('an archived room gives its name away, and gets it back only if it is free', async () => {
  const { data: old } = await create(ana, { name: 'phoenix' })
  await act(ana, 'archiveRoom', { input: { roomId: old.id } })
  const { data: young } = await create(ben, { name: 'Phoenix' })
  expect(await act(ana, 'unarchiveRoom', { input: { roomId: old.id } })).toMatchObject({
    __typename: 'RoomNameTakenError',
  })
  await rename(ben, young.id, 'ashes')
  expect(await act(ana, 'unarchiveRoom', { input: { roomId: old.id }, select: fields })).toMatchObject({
    data: { isArchived: false },
  })
})

test('what changes nothing is a success that tells nobody', async () => {
  const { data } = await create(ana, { name: 'still', topic: 'same' })
  const before = await logLength(world, data.id)
  const input = { roomId: data.id }
  await act(ana, 'updateRoom', { input: { ...input, name: 'still', topic: 'same' } })
  await act(ana, 'updateRoom', { input })
  await act(ana, 'unarchiveRoom', { input })
  await act(ana, 'joinRoom', { input })
  await act(ana, 'inviteToRoom', { input: { ...input, userIds: [ana.user.globalId] } })
  await act(ana, 'removeFromRoom', { input: { ...input, userId: eve.user.globalId } })
  await act(ana, 'setMemberRole', { input: { ...input, userId: ana.user.globalId, role: 'OWNER' } })
  expect(await logLength(world, data.id)).toBe(before)
})

test('the last owner cannot leave the others, nor give up the role', async () => {
  const room = await roomOf(world, [ana, ben])
  const stepDown = () =>
    act(ana, 'setMemberRole', { input: { roomId: room, userId: ana.user.globalId, role: 'MEMBER' } })
  expect(await act(ana, 'leaveRoom', { input: { roomId: room } })).toMatchObject({ __typename: 'LastOwnerError' })
  expect(await stepDown()).toMatchObject({ __typename: 'LastOwnerError' })
  await act(ana, 'setMemberRole', { input: { roomId: room, userId: ben.user.globalId, role: 'OWNER' } })
  expect((await stepDown()).__typename).toBe('SetMemberRoleSuccess')
  expect(await roles(ben, room)).toEqual({ ana: 'MEMBER', ben: 'OWNER' })
})

test('of two owners who leave at once, one stays', async () => {
  const room = await roomOf(world, [ana, ben, eve])
  await act(ana, 'setMemberRole', { input: { roomId: room, userId: ben.user.globalId, role: 'OWNER' } })
  const left = await Promise.all([ana, ben].map((who) => act(who, 'leaveRoom', { input: { roomId: room } })))
  expect(left.map(({ __typename }) => __typename).sort()).toEqual(['LastOwnerError', 'LeaveRoomSuccess'])
})

test('the last person of a room may leave it, though they own it', async () => {
  const room = await roomOf(world, [ana])
  expect((await act(ana, 'leaveRoom', { input: { roomId: room } })).__typename).toBe('LeaveRoomSuccess')
})

test('a public room that its last owner left alone belongs to who comes next', async () => {
  const room = await roomOf(world, [ana], { kind: 'PUBLIC' })
  await act(ana, 'leaveRoom', { input: { roomId: room } })
  await act(ben, 'joinRoom', { input: { roomId: room } })
  await act(ana, 'joinRoom', { input: { roomId: room } })
  expect(await roles(ben, room)).toEqual({ ana: 'MEMBER', ben: 'OWNER' })
})

test('a moderator removes members, but neither moderators nor owners', async () => {
  const [mo, max] = [await world.signUp('mo'), await world.signUp('max')]
  const members = {
    [ana.user.id]: 'OWNER',
    [mo.user.id]: 'MODERATOR',
    [max.user.id]: 'MODERATOR',
    [ben.user.id]: 'MEMBER',
  } as const
  const roomId = Buffer.from(`Room:${await insertRoom(world.app.core.database, { members })}`).toString('base64')
  const remove = (whom: Person) => act(mo, 'removeFromRoom', { input: { roomId, userId: whom.user.globalId } })
  for (const whom of [ana, max, mo]) await expect(remove(whom)).rejects.toThrow('FORBIDDEN_OR_MISSING')
  expect((await remove(ben)).__typename).toBe('RemoveFromRoomSuccess')
  expect(await roles(ana, roomId)).toEqual({ ana: 'OWNER', mo: 'MODERATOR', max: 'MODERATOR' })
})

test('everybody lands in one default room, which cannot be archived', async () => {
  const rooms = await Promise.all([ana, ben, eve].map((who) => who.roomNamed('general')))
  expect(new Set(rooms).size).toBe(1)
  expect(await roles(eve, rooms[0] ?? '')).toMatchObject({ ana: 'OWNER', ben: 'MEMBER', eve: 'MEMBER' })
  expect(await act(ana, 'archiveRoom', { input: { roomId: rooms[0] } })).toMatchObject({
    __typename: 'DefaultRoomError',
  })
})

const direct = (who: Person, ...others: Person[]) =>
  act<Room & { directMembers: { username: string }[] }>(who, 'openDirectRoom', {
    input: { userIds: others.map((it) => it.user.globalId) },
    select: `${fields} directMembers { username }`,
    errors: '... on InvalidInputError { field }',
  })

test('the same people always have the same direct room, whoever opens it and however they are named', async () => {
  const { data } = await direct(ana, ben, eve)
  expect(data.directMembers.map(({ username }) => username).sort()).toEqual(['ana', 'ben', 'eve'])
  for (const again of [
    await direct(ben, eve, ana),
    await direct(eve, ana, ben, eve),
    await direct(ana, ana, eve, ben),
  ]) {
    expect(again.data.id).toBe(data.id)
  }
  expect((await direct(ana, ben)).data.id).not.toBe(data.id)
})

test('one may write notes to oneself, alone', async () => {
  const { data } = await direct(ana)
  expect(data).toMatchObject({ memberCount: 1, directMembers: [{ username: 'ana' }] })
  expect((await say(ana, data.id, { text: 'a note' })).data.seq).toBe(3)
  expect((await direct(ana, ana)).data.id).toBe(data.id)
})

test('a direct room has at most ten people, all of whom exist', async () => {
  const many = await Promise.all(Array.from({ length: 10 }, (_, i) => world.signUp(`many${i}`)))
  expect(await direct(ana, ...many)).toMatchObject({ __typename: 'InvalidInputError', field: 'userIds' })
  expect((await direct(ana, ...many.slice(1))).data.memberCount).toBe(10)
  const ghost = { ...ben, user: { ...ben.user, globalId: Buffer.from(`User:${randomUUID()}`).toString('base64') } }
  expect(await direct(ana, ghost)).toMatchObject({ __typename: 'InvalidInputError', field: 'userIds' })
})

test('public rooms are found by name and topic in any case, paged by name; no others are', async () => {
  const mark = randomUUID().slice(0, 8)
  for (const name of ['Ärger', 'Zebra', 'alpha']) await create(ana, { name: `${mark} ${name}`, topic: 'ЖУК' })
  await create(ana, { kind: 'PRIVATE', name: `${mark} secret` })
  const gone = await create(ana, { name: `${mark} gone` })
  await act(ana, 'archiveRoom', { input: { roomId: gone.data.id } })
  const browse = `query($search: String, $first: Int, $after: String) {
    publicRooms(search: $search, first: $first, after: $after) { edges { cursor node { name } } pageInfo { hasNextPage endCursor } }
  }`
  type Found = {
    edges: { cursor: string; node: { name: string } }[]
    pageInfo: { hasNextPage: boolean; endCursor: string }
  }
  const find = async (variables: Record<string, unknown>) =>
    at<Found>(await eve.query(browse, variables), 'publicRooms')
  const names = ({ edges }: Found) => edges.map(({ node }) => node.name.slice(mark.length + 1))
  const first = await find({ search: mark.toUpperCase(), first: 2 })
  expect(names(first)).toEqual(['alpha', 'Zebra'])
  expect(names(await find({ search: mark, first: 2, after: first.pageInfo.endCursor }))).toEqual(['Ärger'])
  expect(names(await find({ search: `${mark} ÄR` }))).toEqual(['Ärger'])
  expect(names(await find({ search: 'жук' }))).toEqual(['alpha', 'Zebra', 'Ärger'])
  expect(names(await find({ search: '%_' }))).toEqual([])
})

test('the sidebar pages through all of one’s rooms, the most recently active first', async () => {
  const zoe = await world.signUp('zoe')
  for (let i = 0; i < 7; i++) await roomOf(world, [zoe, ana], { said: [{ by: ana.user.id }] })
  const document = `query($first: Int, $after: String) { viewer { memberships(first: $first, after: $after) {
    edges { node { room { id lastMessageAt } } } pageInfo { hasNextPage endCursor }
  } } }`
  type Page = { edges: { node: { room: { id: string } } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
  const seen: string[] = []
  for (let after: string | null = null; ; ) {
    const page: Page = at(await zoe.query(document, { first: 3, after }), 'viewer.memberships')
    seen.push(...page.edges.map(({ node }) => localId(node.room.id)))
    if (!page.pageInfo.hasNextPage) break
    after = page.pageInfo.endCursor
  }
  expect(seen).toHaveLength(8)
  expect(new Set(seen).size).toBe(8)
})

test('who leaves again has left, where the room can be seen from outside', async () => {
  const open = await roomOf(world, [ana, ben], { kind: 'PUBLIC' })
  const closed = await roomOf(world, [ana, ben])
  const leave = (roomId: string) => act(ben, 'leaveRoom', { input: { roomId } })
  expect((await leave(open)).__typename).toBe('LeaveRoomSuccess')
  expect((await leave(open)).__typename).toBe('LeaveRoomSuccess')
  expect((await leave(closed)).__typename).toBe('LeaveRoomSuccess')
  await expect(leave(closed)).rejects.toThrow('FORBIDDEN_OR_MISSING')
})
