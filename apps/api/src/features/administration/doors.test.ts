import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readdir, readFile } from 'node:fs/promises'
import { isObjectType } from 'graphql'
import type { Client } from '../../../test/client.ts'
import { globalId } from '../../../test/rows.ts'
import { recordStatements } from '../../../test/statements.ts'
import { act } from '../../../test/talk.ts'
import { createWorld, type Person, type World } from '../../../test/world.ts'
import { AccessError } from '../../errors.ts'
import { contextOf } from '../../http/asker.ts'
import { createUser, deactivateUser, reactivateUser, resetPassword, setUserRole, signOutUser } from './change-users.ts'
import { setRoomArchived } from './rooms.ts'

// Every way to what administrators see and do, tried by those who are none.

let world: World
let [ada, ben, eve]: Person[] = []
beforeAll(async () => {
  world = await createWorld()
  ;[ada, ben, eve] = [await world.signUp('ada'), await world.signUp('ben'), await world.signUp('eve')]
})
afterAll(() => world[Symbol.asyncDispose]())

const people = () => {
  if (!ada || !ben || !eve) throw new Error('nobody is here')
  return { ada, ben, eve }
}

const user = { userId: globalId('User', crypto.randomUUID()) }
const password = 'zebra crossing at dawn'
const inputs = {
  setUserRole: ['SetUserRoleInput', { ...user, role: 'ADMIN' }],
  deactivateUser: ['AdminUserInput', user],
  reactivateUser: ['AdminUserInput', user],
  signOutUser: ['AdminUserInput', user],
  resetPassword: ['ResetPasswordInput', { ...user, password }],
  createUser: ['CreateUserInput', { username: 'mallory', name: 'Mallory', password, role: 'ADMIN' }],
  setRoomArchived: ['SetRoomArchivedInput', { roomId: globalId('Room', crypto.randomUUID()), isArchived: true }],
  moveRoom: [
    'MoveRoomInput',
    { roomId: globalId('AdminRoom', crypto.randomUUID()), nodeId: globalId('ClusterNode', crypto.randomUUID()) },
  ],
} as const

/** What each field under `administration` is asked for. */
function queriesOf(field: string): string {
  const selection = field === 'totals' ? '{ users }' : '{ edges { node { id } } }'
  return `{ administration { ${field} ${selection} } }`
}

function doors(): { door: string; document: string; variables?: Record<string, unknown> }[] {
  const type = world.app.schema.getType('Administration')
  const fields = isObjectType(type) ? Object.keys(type.getFields()) : []
  return [
    { door: 'administration', document: '{ administration { __typename } }' },
    ...fields.map((field) => ({ door: field, document: queriesOf(field) })),
    ...Object.entries(inputs).map(([door, [name, input]]) => ({
      door,
      document: `mutation($input: ${name}!) { ${door}(input: $input) { __typename } }`,
      variables: { input },
    })),
  ]
}

async function expectShut(who: Client, code: string): Promise<void> {
  for (const { door, document, variables } of doors()) {
    const { data, errors } = await who.ask(document, variables)
    expect(data ?? null, door).toBeNull()
    expect(
      errors?.map(({ extensions }) => extensions?.code),
      door,
    ).toEqual([code])
  }
}

async function nodesFor(who: Client): Promise<unknown> {
  const { database } = world.app.core
  const room = await database.kysely.selectFrom('room').select('id').executeTakeFirstOrThrow()
  const entry = await database.kysely.selectFrom('audit_entry').select('id').executeTakeFirstOrThrow()
  const ids = [
    globalId('AdminUser', people().ben.user.id),
    globalId('AdminRoom', room.id),
    globalId('AuditEntry', entry.id),
  ]
  return who.query('query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids }).catch(String)
}

describe('nobody gets in', () => {
  test('every mutation of this slice is tried', () => {
    const all = Object.values(world.app.schema.getMutationType()?.getFields() ?? {})
    const mine = all.filter(({ type }) => /AdminUser|AdminRoom/.test(dataOf(String(type))))
    expect(mine.map(({ name }) => name).toSorted()).toEqual(Object.keys(inputs).toSorted())
  })

  test('who is signed out', async () => {
    await expectShut(world.stranger(), 'UNAUTHENTICATED')
  })

  test('who is a member, by no id either', async () => {
    const { ada, ben, eve } = people()
    await act(ada, 'signOutUser', { input: { userId: eve.user.globalId } })
    await expectShut(ben, 'FORBIDDEN_OR_MISSING')
    expect(await nodesFor(ben)).toEqual({ nodes: [null, null, null] })
    expect(await nodesFor(ada)).toMatchObject({
      nodes: [{ __typename: 'AdminUser' }, { __typename: 'AdminRoom' }, { __typename: 'AuditEntry' }],
    })
  })

  test('who was an administrator', async () => {
    const { ada, ben } = people()
    await act(ada, 'setUserRole', { input: { userId: ben.user.globalId, role: 'ADMIN' } })
    expect(await nodesFor(ben)).toEqual(await nodesFor(ada))
    await act(ada, 'setUserRole', { input: { userId: ben.user.globalId, role: 'MEMBER' } })
    await expectShut(ben, 'FORBIDDEN_OR_MISSING')
    expect(await nodesFor(ben)).toEqual({ nodes: [null, null, null] })
  })

  test('who stopped being one while asking: what a connection believed of them does not count', async () => {
    const { ada, ben } = people()
    const believed = { user: { ...ben.user, role: 'ADMIN' as const }, sessionId: crypto.randomUUID() }
    const client = { address: null, userAgent: null }
    const ctx = contextOf(world.app.core, { viewer: believed, client, cookie: null, requestId: 'x' })
    const userId = ada.user.id
    const room = await world.app.core.database.kysely.selectFrom('room').select('id').executeTakeFirstOrThrow()
    const tries = [
      setUserRole(ctx, { userId: ben.user.id, role: 'ADMIN' }),
      deactivateUser(ctx, userId),
      reactivateUser(ctx, userId),
      signOutUser(ctx, userId),
      resetPassword(ctx, { userId, password }),
      createUser(ctx, inputs.createUser[1]),
      setRoomArchived(ctx, room.id, true),
    ]
    for (const outcome of await Promise.allSettled(tries)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(AccessError) })
    }
  })
})

function dataOf(resultType: string): string {
  const type = world.app.schema.getType(resultType.replace(/Result!?$/, 'Success').replace('!', ''))
  return isObjectType(type) ? String(type.getFields().data?.type) : ''
}

test('the audit log is only ever added to', async () => {
  const root = new URL('../../', import.meta.url)
  const files = (await readdir(root, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !/\.test\./.test(name),
  )
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, root), 'utf8')))
  const touching = texts.flatMap((text) => text.match(/\w+\(\s*['"`]audit_entry/g) ?? [])
  expect([...new Set(touching)].toSorted()).toEqual(["insertInto('audit_entry", "selectFrom('audit_entry"])
  expect(texts.filter((text) => /\b(update|delete from|truncate)\b[^\n]*audit_entry/i.test(text))).toEqual([])
})

test('a page costs the same number of statements for few rows and for many', async () => {
  const asked = `{ administration {
    users(first: 50) { edges { node { id sessionCount roomCount user { name } } } }
    rooms(first: 50, orderBy: MESSAGES) { edges { node { id name memberCount } } }
    auditLog(first: 50) { edges { node { id actor { name } } } }
    totals { users activeUsers rooms messages sessions }
  } }`
  const costs: number[] = []
  await using crowd = await createWorld()
  const first = await crowd.signUp('first')
  for (const size of [3, 30]) {
    for (let i = 0; i < size; i++) {
      const { user } = await crowd.signUp(`p${size}x${i}`)
      await act(first, 'setUserRole', { input: { userId: user.globalId, role: 'ADMIN' } })
    }
    const { database } = crowd.app.core
    const plain = database.kysely
    const statements = recordStatements(database)
    await first.query(asked)
    costs.push(statements.take().length)
    database.kysely = plain
  }
  // The session; three lists with two counts, one count and the actors; three totals.
  expect(costs).toEqual([11, 11])
})
