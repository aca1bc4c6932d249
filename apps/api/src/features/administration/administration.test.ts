import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { globalId, insertRoom } from '../../../test/rows.ts'
import { act } from '../../../test/talk.ts'
import { at, createWorld, type Person, password, type World } from '../../../test/world.ts'

let world: World
let [ada, ben, cat]: Person[] = []
beforeAll(async () => {
  world = await createWorld()
  ;[ada, ben, cat] = [
    await world.signUp('ada'),
    await world.signUp('ben', 'Éva Benedek'),
    await world.signUp('cat', 'cat'),
  ]
})
afterAll(() => world[Symbol.asyncDispose]())

const people = () => {
  if (!ada || !ben || !cat) throw new Error('nobody is here')
  return { ada, ben, cat }
}
const userId = ({ user }: Person) => user.globalId

type Connection<T> = {
  edges: { cursor: string; node: T }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean }
}
type Entry = {
  action: string
  targetType: string
  targetId: string
  targetName: string
  details: string
  actor: { username: string } | null
}

async function list<T>(who: Person, field: string, args = ''): Promise<Connection<T>> {
  const fields = {
    users: 'id sessionCount roomCount user { username isDeactivated role }',
    rooms: 'id kind name topic memberCount messageCount createdAt lastMessageAt archivedAt isDefault',
    auditLog: 'id at action targetType targetId targetName details address actor { username }',
  }[field]
  const page = 'pageInfo { hasNextPage hasPreviousPage }'
  const asked = `{ administration { ${field}${args} { edges { cursor node { ${fields} } } ${page} } } }`
  return at<Connection<T>>(await who.query(asked), `administration.${field}`)
}
const nodesOf = <T>({ edges }: Connection<T>) => edges.map(({ node }) => node)
const usernames = async (args = '') =>
  nodesOf(await list<{ user: { username: string } }>(people().ada, 'users', args)).map(({ user }) => user.username)
const roomNames = async (args = '') =>
  nodesOf(await list<{ name: string | null }>(people().ada, 'rooms', args)).map(({ name }) => name)
const lastEntry = async () => nodesOf(await list<Entry>(people().ada, 'auditLog', '(first: 1)'))[0]

describe('the lists', () => {
  test('people come by name, a page at a time, forward and backward', async () => {
    expect(await usernames()).toEqual(['ada', 'cat', 'ben'])
    const { edges, pageInfo } = await list(people().ada, 'users', '(first: 2)')
    expect(pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false })
    expect(await usernames(`(first: 2, after: "${edges[1]?.cursor.replaceAll('"', '\\"')}")`)).toEqual(['ben'])
    expect(await usernames(`(last: 1, before: "${edges[1]?.cursor.replaceAll('"', '\\"')}")`)).toEqual(['ada'])
  })

  test('people are found by a part of either name, whatever its case, and by their role', async () => {
    expect(await usernames('(search: "BENED")')).toEqual(['ben'])
    expect(await usernames('(search: "éva")')).toEqual(['ben'])
    expect(await usernames('(search: "%")')).toEqual([])
    expect(await usernames('(role: ADMIN)')).toEqual(['ada'])
    expect(await usernames('(isDeactivated: true)')).toEqual([])
    expect(await usernames('(isDeactivated: false, role: MEMBER)')).toEqual(['cat', 'ben'])
  })

  test('rooms come by name, size, members or last message, each a page at a time', async () => {
    const { ada, ben, cat } = people()
    const { database } = world.app.core
    const said = (count: number) => Array.from({ length: count }, () => ({ by: ben.user.id }))
    const [a, b, c] = [ada.user.id, ben.user.id, cat.user.id]
    await insertRoom(database, { name: 'Zebra', members: { [b]: 'OWNER' }, said: said(3) })
    await insertRoom(database, { name: 'apple', members: { [b]: 'OWNER', [c]: 'MEMBER' }, said: said(1) })
    await insertRoom(database, { kind: 'DIRECT', members: { [b]: 'MEMBER', [c]: 'MEMBER' }, said: said(2) })
    await insertRoom(database, { name: 'old', isArchived: true, members: { [a]: 'OWNER' } })
    const orders = {
      NAME: [null, 'apple', 'general', 'old', 'Zebra'],
      MESSAGES: ['Zebra', null, 'apple'],
      MEMBERS: ['general'],
    }
    for (const [order, names] of Object.entries(orders)) {
      expect((await roomNames(`(orderBy: ${order})`)).slice(0, names.length), order).toEqual(names)
      let after = ''
      const paged: unknown[] = []
      do {
        const cursor = after && `, after: ${JSON.stringify(after)}`
        const { edges, pageInfo } = await list<{ name: string }>(ada, 'rooms', `(orderBy: ${order}, first: 2${cursor})`)
        paged.push(...edges.map(({ node }) => node.name))
        after = pageInfo.hasNextPage ? (edges.at(-1)?.cursor ?? '') : ''
      } while (after)
      expect(paged, order).toEqual(await roomNames(`(orderBy: ${order})`))
      expect(await roomNames(`(orderBy: ${order}, last: 5)`), order).toEqual(paged)
    }
    expect(await roomNames('(orderBy: LAST_MESSAGE)')).toHaveLength(5)
    expect(await roomNames('(search: "APP")')).toEqual(['apple'])
    expect(await roomNames('(kind: DIRECT)')).toEqual([null])
    expect(await roomNames('(isArchived: true)')).toEqual(['old'])
  })

  test('a cursor of another order is refused, and so is a page that is too long', async () => {
    const { ada } = people()
    const cursor = (await list(ada, 'rooms', '(orderBy: NAME)')).edges[0]?.cursor
    await expect(list(ada, 'rooms', `(orderBy: MEMBERS, after: ${JSON.stringify(cursor)})`)).rejects.toThrow(
      'BAD_USER_INPUT',
    )
    for (const bad of ['"x"', '"[1]"', '"null"', '"[\\"NAME\\",1,\\"x\\"]"']) {
      await expect(list(ada, 'rooms', `(after: ${bad})`), bad).rejects.toThrow('BAD_USER_INPUT')
    }
    await expect(list(ada, 'auditLog', '(after: "x")')).rejects.toThrow('BAD_USER_INPUT')
    await expect(list(ada, 'users', '(first: 201)')).rejects.toThrow('BAD_USER_INPUT')
  })

  test('the totals', async () => {
    const { totals } = at<{ totals: unknown }>(
      await people().ada.query('{ administration { totals { users activeUsers rooms messages sessions } } }'),
      'administration',
    )
    expect(totals).toEqual({ users: 3, activeUsers: 3, rooms: 5, messages: 6, sessions: 3 })
  })
})

describe('what administrators do is done and written down', () => {
  test('somebody becomes an administrator, and a member again', async () => {
    const { ada, ben } = people()
    const input = { userId: userId(ben), role: 'ADMIN' }
    expect(await act(ada, 'setUserRole', { input })).toMatchObject({ __typename: 'SetUserRoleSuccess' })
    const written = {
      action: 'setUserRole',
      actor: { username: 'ada' },
      targetType: 'User',
      targetId: userId(ben),
      targetName: '@ben',
      details: '{"from":"MEMBER","to":"ADMIN"}',
    }
    expect(await lastEntry()).toMatchObject(written)
    expect(await list(ben, 'users')).toBeTruthy()
    await act(ada, 'setUserRole', { input: { ...input, role: 'MEMBER' } })
    await expect(list(ben, 'users')).rejects.toThrow('FORBIDDEN_OR_MISSING')
  })

  test('what is so already is a success, and no news', async () => {
    const { ada, ben } = people()
    const before = (await list(ada, 'auditLog')).edges.length
    await act(ada, 'setUserRole', { input: { userId: userId(ben), role: 'MEMBER' } })
    await act(ada, 'reactivateUser', { input: { userId: userId(ben) } })
    expect((await list(ada, 'auditLog')).edges).toHaveLength(before)
  })

  test('an account is made, can sign in, and is in the default room; a name that is taken or a weak password is refused', async () => {
    const { ada } = people()
    const input = { username: 'Dora', name: ' Dora  D ', password: 'zebra crossing at dawn', role: 'MEMBER' }
    expect(await act(ada, 'createUser', { input })).toMatchObject({ __typename: 'CreateUserSuccess' })
    expect(await lastEntry()).toMatchObject({ action: 'createUser', targetName: '@dora', details: '{"role":"MEMBER"}' })
    const [dora] = nodesOf(await list<object>(ada, 'users', '(search: "dora")'))
    expect(dora).toMatchObject({ roomCount: 1, sessionCount: 0 })
    const signIn = { input: { username: 'dora', password: input.password, cookie: false }, select: 'token' }
    expect(await act(world.stranger(), 'signIn', signIn)).toMatchObject({ __typename: 'SignInSuccess' })
    expect(await act(ada, 'createUser', { input })).toMatchObject({ __typename: 'UsernameTakenError' })
    const weak = { input: { ...input, username: 'emil', password: 'password' } }
    expect(await act(ada, 'createUser', weak)).toMatchObject({ __typename: 'WeakPasswordError' })
    const odd = { input: { ...input, username: 'no spaces' } }
    expect(await act(ada, 'createUser', odd)).toMatchObject({ __typename: 'InvalidInputError' })
  })

  test('a password is reset: the old one and all sessions are gone, and nothing of it is in the log', async () => {
    const { ada } = people()
    const fay = await world.signUp('fay')
    const input = { userId: userId(fay), password: 'quiet violet harbour' }
    expect(await act(ada, 'resetPassword', { input })).toMatchObject({ __typename: 'ResetPasswordSuccess' })
    expect(await fay.query('{ viewer { user { id } } }')).toEqual({ viewer: null })
    const signIn = (secret: string) =>
      act(world.stranger(), 'signIn', {
        input: { username: 'fay', password: secret, cookie: false },
        select: 'token',
      })
    expect(await signIn(password)).toMatchObject({ __typename: 'WrongCredentialsError' })
    expect(await signIn(input.password)).toMatchObject({ __typename: 'SignInSuccess' })
    expect(await lastEntry()).toMatchObject({ action: 'resetPassword', details: '{"sessions":1}' })
    const own = { input: { userId: userId(ada), password: 'quiet violet harbour' } }
    expect(await act(ada, 'resetPassword', own)).toMatchObject({ __typename: 'ThatIsYouError' })
  })

  test('a room of others is archived and opened again; the default one and direct ones are not', async () => {
    const { ada, ben, cat } = people()
    const { database } = world.app.core
    const id = await insertRoom(database, { kind: 'PUBLIC', name: 'theirs', members: { [ben.user.id]: 'OWNER' } })
    const set = (type: string, room: string, isArchived: boolean) =>
      act(ada, 'setRoomArchived', { input: { roomId: globalId(type, room), isArchived } })
    expect(await set('AdminRoom', id, true)).toMatchObject({ __typename: 'SetRoomArchivedSuccess' })
    const written = { action: 'setRoomArchived', targetName: 'theirs', targetId: globalId('Room', id) }
    expect(await lastEntry()).toMatchObject({ ...written, details: '{"isArchived":true}' })
    const asked = `{ room(id: "${globalId('Room', id)}") { isArchived lastSeq } }`
    expect(await ben.query(asked)).toEqual({ room: { isArchived: true, lastSeq: 1 } })
    await set('Room', id, false)
    expect(await ben.query(asked)).toEqual({ room: { isArchived: false, lastSeq: 2 } })
    const general = Buffer.from(await ben.roomNamed('general'), 'base64')
      .toString()
      .slice('Room:'.length)
    expect(await set('Room', general, true)).toMatchObject({ __typename: 'DefaultRoomError' })
    const direct = await insertRoom(database, { kind: 'DIRECT', members: { [cat.user.id]: 'MEMBER' } })
    expect(await set('Room', direct, true)).toMatchObject({ __typename: 'InvalidInputError' })
  })

  test('the log is filtered by what was done and by whom', async () => {
    const { ada, ben } = people()
    const actions = nodesOf(await list<Entry>(ada, 'auditLog', '(action: "setUserRole")')).map(({ action }) => action)
    expect(actions).toEqual(['setUserRole', 'setUserRole'])
    expect(nodesOf(await list(ada, 'auditLog', `(actorId: "${userId(ben)}")`))).toEqual([])
    const mine = await list<Entry>(ada, 'auditLog', `(actorId: "${userId(ada)}", first: 2)`)
    expect(mine.pageInfo.hasNextPage).toBe(true)
    const next = await list<Entry>(ada, 'auditLog', `(first: 200, after: "${mine.edges[1]?.cursor}")`)
    expect(next.edges.length).toBe((await list(ada, 'auditLog', '(first: 200)')).edges.length - 2)
  })

  test('who isn’t there can’t be changed', async () => {
    const nobody = globalId('User', crypto.randomUUID())
    await expect(act(people().ada, 'deactivateUser', { input: { userId: nobody } })).rejects.toThrow(
      'FORBIDDEN_OR_MISSING',
    )
  })
})
