import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCluster, startLocalCluster } from '@parley/dev/cluster'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { openWorld, type Person, type World } from './world.ts'

/** How long a node that is gone is believed to be there, in milliseconds. Short, so that the stories are; but no shorter than a busy machine may stop for. */
export const leaseMs = 4_000

const dist = join(import.meta.dirname, '../../dist')

const settings = {
  PARLEY_HEARTBEAT_MS: '500',
  PARLEY_LEASE_MS: String(leaseMs),
  PARLEY_DRAIN_MS: '1500',
  PARLEY_SWEEP_MS: '1000',
  PARLEY_LOG_LEVEL: 'warn',
}

export type ClusterWorld = World & { cluster: LocalCluster }

/** Three nodes on a MySQL and a Redis behind Nginx, a real Chromium and the people who use it. */
export async function createClusterWorld(): Promise<ClusterWorld> {
  const stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'parley-e2e-cluster-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const cluster = stack.use(await startLocalCluster({ nodes: 3, folder, dist, env: settings }))
  const world = await openWorld({
    port: Number(new URL(cluster.url).port),
    url: cluster.url,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  })
  return { ...world, cluster }
}

/** Lets Nginx give this page's main socket to this node, as it does by chance. */
export async function pinMainSocket(page: Page, node: string): Promise<void> {
  page.setDefaultTimeout(20_000)
  await page.addInitScript((path) => {
    globalThis.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(String(url).replace(/(\/\/[^/]+)\/graphql$/, `$1${path}`), protocols)
      }
    }
  }, `/n/${node}/graphql`)
}

export type NodeSeen = {
  id: string
  name: string
  status: string
  isLeader: boolean
  roomCount: number
  load: { connections: number } | null
}

/** The nodes as the cluster knows them. */
export async function nodesOf(admin: Person): Promise<NodeSeen[]> {
  const { cluster } = await admin.ask<{ cluster: { nodes: { edges: { node: NodeSeen }[] } } }>(
    '{ cluster { nodes { edges { node { id name status isLeader roomCount load { connections } } } } } }',
  )
  return cluster.nodes.edges.map(({ node }) => node)
}

export async function expectAllActive(admin: Person): Promise<void> {
  const nodes = await nodesOf(admin)
  expect(nodes.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'node-1 ACTIVE',
    'node-2 ACTIVE',
    'node-3 ACTIVE',
  ])
}

export async function nodeOf(admin: Person, name: string): Promise<NodeSeen> {
  const found = (await nodesOf(admin)).find((node) => node.name === name)
  if (!found) throw new Error(`no node ${name}`)
  return found
}

/** The name of the node where this room lives. */
export async function homeOf(person: Person, roomId: string): Promise<string | undefined> {
  const { room } = await person.ask<{ room: { home: { name: string } | null } }>(
    'query ($id: ID!) { room(id: $id) { home { name } } }',
    { id: roomId },
  )
  return room.home?.name
}

/** Moves a room to a node. */
export async function moveRoom(admin: Person, roomId: string, name: string): Promise<void> {
  const { id: nodeId } = await nodeOf(admin, name)
  await done(admin, ['moveRoom', 'MoveRoomInput'], { roomId, nodeId })
}

/** What an administrator does with a node. */
export async function order(admin: Person, what: 'drainNode' | 'resumeNode', name: string): Promise<void> {
  const { id: nodeId } = await nodeOf(admin, name)
  await done(admin, [what, 'ClusterNodeInput'], { nodeId })
}

async function done(admin: Person, [what, type]: [mutation: string, input: string], input: object): Promise<void> {
  const document = `mutation ($input: ${type}!) { ${what}(input: $input) { __typename ... on Error { message } } }`
  const answer = await admin.ask<Record<string, { message?: string }>>(document, { input })
  const message = answer[what]?.message
  if (message) throw new Error(message)
}
