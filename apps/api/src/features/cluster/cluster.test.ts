import { expect, test } from 'vitest'
import { createWorld } from '../../../test/world.ts'

const nodeFields = `id name region feedPath address version capacity status isLeader generation registeredAt startedAt
  approvedAt lastHeartbeatAt leaseUntil load { connections messagesPerSecond } history { at } roomCount`

test('a lone node approves itself, and tells administrators of its load', async () => {
  await using world = await createWorld({ config: { heartbeatMs: 100, leaseMs: 1000 } })
  const ana = await world.signUp('ana')
  const ask = () =>
    ana.query<{ cluster: { leader: object | null; nodes: { edges: { node: Record<string, unknown> }[] } } }>(
      `{ cluster { placementPolicy heartbeatSeconds leaseSeconds leader { name }
        nodes { edges { node { ${nodeFields} } } }
        events { edges { node { at type nodeName summary actor { username } node { name } } } } } }`,
    )
  await expect.poll(async () => (await ask()).cluster.leader).not.toBeNull()
  expect(await ask()).toMatchObject({
    cluster: {
      placementPolicy: 'LEAST_LOADED',
      nodes: {
        edges: [{ node: { status: 'ACTIVE', generation: 1, capacity: 100, feedPath: '/graphql', roomCount: 1 } }],
      },
      leader: { name: world.app.core.cluster.self.name },
      events: {
        edges: ['LEADER_ELECTED', 'NODE_APPROVED', 'NODE_REGISTERED'].map((type) => ({ node: { type } })),
      },
    },
  })
})

test('a room has its home from the moment on at which it is made', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  expect(
    await ana.query('{ viewer { memberships { edges { node { room { name feedPath home { name } } } } } } }'),
  ).toEqual({
    viewer: {
      memberships: {
        edges: [
          {
            node: { room: { name: 'general', feedPath: '/graphql', home: { name: world.app.core.cluster.self.name } } },
          },
        ],
      },
    },
  })
})
