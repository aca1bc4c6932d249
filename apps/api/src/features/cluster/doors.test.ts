import { afterAll, beforeAll, expect, test } from 'vitest'
import { isObjectType } from 'graphql'
import type { Client } from '../../../test/client.ts'
import { globalId } from '../../../test/rows.ts'
import { act } from '../../../test/talk.ts'
import { createWorld, type Person, type World } from '../../../test/world.ts'

// Every way to what administrators see and do with the cluster, tried by those who are none.

let world: World
let [ada, ben, eve]: Person[] = []
beforeAll(async () => {
  world = await createWorld({ config: { heartbeatMs: 100, leaseMs: 1000 } })
  ;[ada, ben, eve] = [await world.signUp('ada'), await world.signUp('ben'), await world.signUp('eve')]
})
afterAll(() => world[Symbol.asyncDispose]())

const people = () => {
  if (!ada || !ben || !eve) throw new Error('nobody is here')
  return { ada, ben, eve }
}

const self = () => globalId('ClusterNode', world.app.core.cluster.self.id)
/** What of a node is for everybody who is signed in. */
const open = ['id', 'name', 'region', 'feedPath']
const fieldsOf = (type: string) => {
  const found = world.app.schema.getType(type)
  return isObjectType(found) ? Object.values(found.getFields()) : []
}

function doors(): Record<string, { document: string; variables?: Record<string, unknown> }> {
  const ofNode = fieldsOf('ClusterNode').filter(({ name }) => !open.includes(name))
  const node = (field: string, selection: string) => ({
    document: `query($id: ID!) { node(id: $id) { ... on ClusterNode { ${field} ${selection} } } }`,
    variables: { id: self() },
  })
  const actions = ['approveNode', 'rejectNode', 'drainNode', 'resumeNode', 'forgetNode'].map((name) => [
    name,
    {
      document: `mutation($input: ClusterNodeInput!) { ${name}(input: $input) { __typename } }`,
      variables: { input: { nodeId: self() } },
    },
  ])
  return {
    'query cluster': { document: '{ cluster { placementPolicy } }' },
    ...Object.fromEntries(ofNode.map(({ name, type }) => [`node.${name}`, node(name, selectionOf(String(type)))])),
    ...Object.fromEntries(actions),
    rebalanceRooms: { document: 'mutation { rebalanceRooms(input: {}) { __typename } }' },
    moveRoom: {
      document: 'mutation($input: MoveRoomInput!) { moveRoom(input: $input) { __typename } }',
      variables: { input: { roomId: globalId('AdminRoom', crypto.randomUUID()), nodeId: self() } },
    },
  }
}

function selectionOf(type: string): string {
  if (type.startsWith('ClusterNodeLoad')) return '{ connections }'
  if (type.includes('Sample')) return '{ at }'
  return type.includes('Connection') ? '{ edges { node { id } } }' : ''
}

async function expectShut(who: Client, code: string): Promise<void> {
  for (const [door, { document, variables }] of Object.entries(doors())) {
    const { errors } = await who.ask(document, variables)
    expect(errors?.[0]?.extensions?.code, door).toBe(code)
  }
}

test('members and strangers get in nowhere, and nothing has changed', async () => {
  await expectShut(people().ben, 'FORBIDDEN_OR_MISSING')
  await expectShut(world.stranger(), 'UNAUTHENTICATED')
  expect(world.app.core.cluster.self.status).toBe('ACTIVE')
})

test('administrators get in everywhere', async () => {
  for (const [door, { document, variables }] of Object.entries(doors())) {
    if (door === 'moveRoom') continue
    expect((await people().ada.ask(document, variables)).errors, door).toBeUndefined()
  }
})

test('everybody who is signed in may know a node’s name, region and path', async () => {
  const document = `query($id: ID!) { node(id: $id) { id ... on ClusterNode { ${open.join(' ')} } } }`
  const { name } = world.app.core.cluster.self
  expect(await people().ben.query(document, { id: self() })).toEqual({
    node: { id: self(), name, region: null, feedPath: '/graphql' },
  })
})

test('a line of the cluster’s log is for administrators alone, by its id too', async () => {
  const ask = 'query { cluster { events(first: 1) { edges { node { id } } } } }'
  const { cluster } = await people().ada.query<{ cluster: { events: { edges: { node: { id: string } }[] } } }>(ask)
  const id = cluster.events.edges[0]?.node.id
  const document = 'query($id: ID!) { node(id: $id) { ... on ClusterEvent { summary } } }'
  expect((await people().ben.ask(document, { id })).errors).toHaveLength(1)
  expect((await people().ada.ask(document, { id })).errors).toBeUndefined()
})

test('updates are refused to members, and end when an administrator’s role does', async () => {
  const document = 'subscription { clusterUpdates { __typename } }'
  await expect(people().ben.subscribe(document)).rejects.toThrow()
  const { ada, eve } = people()
  await act(ada, 'setUserRole', { input: { userId: eve.user.globalId, role: 'ADMIN' } })
  const promoted = await world.anotherSession({ ...eve, user: { ...eve.user, role: 'ADMIN' } })
  // Not over a socket: that would be closed by itself.
  const updates = await promoted.subscribe(document)
  expect(await updates.next()).toEqual({ clusterUpdates: { __typename: 'ClusterNodeChanged' } })
  await act(ada, 'setUserRole', { input: { userId: eve.user.globalId, role: 'MEMBER' } })
  await updates.end()
})
