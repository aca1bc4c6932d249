import { Client, type Exchange, getOperationName, type OperationResult } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { filter, makeSubject, map, merge, mergeMap, pipe, subscribe } from 'wonka'
import { expect, test } from 'vitest'
import { cacheOptions } from '../../../graphql/cache.ts'
import { ClusterEventsQuery, ClusterQuery, ClusterUpdates, NodesQuery } from './documents.ts'

const load = {
  __typename: 'ClusterNodeLoad',
  connections: 4,
  followedRooms: 2,
  messagesPerSecond: 0,
  eventLoopDelayMs: 1,
  cpuPercent: 3,
  memoryBytes: 1e8,
}

test('a new node that waits stands with those that wait; approved, it only stands in the list', async () => {
  const { update, read } = await openConsole()
  update({ __typename: 'ClusterNodeChanged', node: node('node-2', { status: 'PENDING' }) })
  expect(read().pending).toEqual(['node-2'])
  expect(read().nodes).toEqual(['node-1', 'node-2'])
  update({ __typename: 'ClusterNodeChanged', node: node('node-2', { status: 'ACTIVE' }) })
  update({ __typename: 'ClusterNodeChanged', node: node('node-2', { status: 'ACTIVE' }) })
  expect(read().pending).toEqual([])
  expect(read().nodes).toEqual(['node-1', 'node-2'])
})

test('a node that is forgotten is gone everywhere', async () => {
  const { update, read } = await openConsole()
  update({ __typename: 'ClusterNodeForgotten', nodeId: 'id-node-1' })
  expect(read().nodes).toEqual([])
})

test('one node leads: the one that said so last', async () => {
  const { update, read } = await openConsole()
  expect(read().leaders).toEqual(['node-1'])
  update({ __typename: 'ClusterNodeChanged', node: node('node-2', { isLeader: true }) })
  expect(read().leaders).toEqual(['node-2'])
})

test('a heartbeat goes on with the charts', async () => {
  const { update, read } = await openConsole()
  update({ __typename: 'ClusterNodeChanged', node: node('node-1', { lastHeartbeatAt: '2026-11-22T12:00:05Z' }) })
  expect(read().samples).toBe(1)
  update({ __typename: 'ClusterNodeChanged', node: node('node-1', { lastHeartbeatAt: '2026-11-22T12:00:20Z' }) })
  expect(read().samples).toBe(2)
})

test('an event comes in on top, once', async () => {
  const { update, read } = await openConsole()
  update({ __typename: 'ClusterEventLogged', event: event('b') })
  update({ __typename: 'ClusterEventLogged', event: event('b') })
  expect(read().events).toEqual(['b', 'a'])
})

function node(name: string, over: Record<string, unknown> = {}) {
  return {
    __typename: 'ClusterNode',
    id: `id-${name}`,
    name,
    region: null,
    address: null,
    version: '1',
    capacity: 100,
    status: 'ACTIVE',
    isLeader: false,
    generation: 1,
    registeredAt: '2026-11-22T12:00:00Z',
    startedAt: '2026-11-22T12:00:00Z',
    approvedAt: null,
    lastHeartbeatAt: '2026-11-22T12:00:00Z',
    leaseUntil: null,
    roomCount: 0,
    load,
    ...over,
  }
}

function event(id: string) {
  const at = '2026-11-22T12:00:00Z'
  return {
    __typename: 'ClusterEvent',
    id,
    at,
    type: 'ROOMS_MOVED',
    nodeName: 'n',
    summary: id,
    node: null,
    actor: null,
  }
}

function listOf(type: string, nodes: object[]) {
  const edges = nodes.map((each) => ({ __typename: `${type}Edge`, cursor: 'c', node: each }))
  const pageInfo = { __typename: 'PageInfo', hasNextPage: false, endCursor: null }
  return { __typename: `${type}Connection`, edges, pageInfo }
}

/** A console whose server has one node and one event, and says what the test lets it say. */
async function openConsole() {
  const { connections: _, followedRooms: __, ...rest } = load
  const sample = { ...rest, __typename: 'ClusterNodeSample', at: '2026-11-22T12:00:00Z', connections: 4 }
  const first = { ...node('node-1', { isLeader: true }), history: [sample] }
  const cluster = { __typename: 'Cluster', placementPolicy: 'LEAST_LOADED', heartbeatSeconds: 5, leaseSeconds: 15 }
  const totals = { __typename: 'AdminTotals', users: 1, activeUsers: 1, rooms: 1, messages: 1, sessions: 1 }
  const answers: Record<string, object> = {
    AdminCluster: {
      cluster: {
        ...cluster,
        rebalance: null,
        nodes: listOf('ClusterNode', [node('node-1', { isLeader: true })]),
        pending: listOf('ClusterNode', []),
      },
      administration: { __typename: 'Administration', totals },
    },
    AdminNodes: { cluster: { __typename: 'Cluster', nodes: listOf('ClusterNode', [first]) } },
    AdminClusterEvents: { cluster: { __typename: 'Cluster', events: listOf('ClusterEvent', [event('a')]) } },
  }
  const told = makeSubject<object>()
  const server: Exchange = () => (operations) =>
    merge<OperationResult>([
      pipe(
        operations,
        filter(({ kind }) => kind === 'query'),
        map((operation) => ({
          operation,
          data: answers[getOperationName(operation.query) ?? ''],
          stale: false,
          hasNext: false,
        })),
      ),
      pipe(
        operations,
        filter(({ kind }) => kind === 'subscription'),
        mergeMap((operation) =>
          pipe(
            told.source,
            map((data) => ({ operation, data, stale: false, hasNext: true })),
          ),
        ),
      ),
    ])
  const client = new Client({
    url: 'http://nowhere.invalid',
    preferGetMethod: false,
    exchanges: [cacheExchange(cacheOptions(() => {})), server],
  })
  const page = { first: 50, after: null }
  await client.query(ClusterQuery, {}).toPromise()
  await client.query(NodesQuery, page).toPromise()
  await client.query(ClusterEventsQuery, page).toPromise()
  pipe(
    client.subscription(ClusterUpdates, {}),
    subscribe(() => {}),
  )

  return {
    update: (said: object) => told.next({ clusterUpdates: { at: '2026-11-22T12:00:00Z', ...said } }),
    read() {
      const overview = client.readQuery(ClusterQuery, {})?.data?.cluster
      const list = client.readQuery(NodesQuery, page)?.data?.cluster.nodes.edges
      const events = client.readQuery(ClusterEventsQuery, page)?.data?.cluster.events.edges
      const all = overview?.nodes.edges.map((edge) => edge.node) ?? []
      return {
        nodes: all.map(({ name }) => name),
        leaders: all.filter(({ isLeader }) => isLeader).map(({ name }) => name),
        pending: overview?.pending.edges.map((edge) => edge.node.name),
        samples: list?.find((edge) => edge.node.name === 'node-1')?.node.history.length,
        events: events?.map((edge) => edge.node.id),
      }
    },
  }
}
