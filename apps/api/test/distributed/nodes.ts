import { createMysqlDatabase, redisUrl } from '@parley/dev/testing'
import { createRedisBroker } from '@parley/realtime'
import type { Config } from '../../src/config.ts'
import type { Client } from '../client.ts'
import { createWorld, type World } from '../world.ts'

export type Nodes = AsyncDisposable & {
  databaseUrl: string
  worlds: World[]
  /** One more node of the same cluster. */
  add(name: string, config?: Partial<Config>): Promise<World>
}

const quick = { heartbeatMs: 150, leaseMs: 900, drainMs: 300 }

/** Nodes of one cluster in this process, on a real MySQL with a real Redis between them, with short leases. */
export async function startNodes(names: readonly string[], config: Partial<Config> = {}): Promise<Nodes> {
  const running = new AsyncDisposableStack()
  const database = running.use(await createMysqlDatabase())
  const prefix = `${crypto.randomUUID()}:`
  const worlds: World[] = []
  async function add(name: string, own: Partial<Config> = {}): Promise<World> {
    const broker = createRedisBroker({ url: redisUrl(), prefix })
    running.defer(() => broker.close())
    const node = { name, address: `http://${name}.test`, region: null, capacity: 100, ...own.node }
    const world = await createWorld({ database: database.url, broker, config: { ...quick, ...config, ...own, node } })
    running.use(world)
    worlds.push(world)
    return world
  }
  for (const name of names) await add(name)
  return { databaseUrl: database.url, worlds, add, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

type Found = {
  cluster: {
    leader: { name: string } | null
    nodes: { edges: { node: ClusterNode }[] }
    events: { edges: { node: { type: string; nodeName: string; summary: string } }[] }
    rebalance: { total: number; done: number } | null
    rebalancePlan: { total: number }
  }
}
type ClusterNode = { id: string; name: string; status: string; generation: number; roomCount: number }

/** The cluster as an administrator sees it. */
export async function look(admin: Pick<Client, 'query'>) {
  const { cluster } = await admin.query<Found>(`{ cluster {
    leader { name } rebalance { total done } rebalancePlan { total }
    nodes { edges { node { id name status generation roomCount } } }
    events(first: 200) { edges { node { type nodeName summary } } } } }`)
  const nodes = Object.fromEntries(cluster.nodes.edges.map(({ node }) => [node.name, node]))
  return {
    ...cluster,
    nodes,
    status: Object.fromEntries(Object.values(nodes).map(({ name, status }) => [name, status])),
    rooms: Object.fromEntries(Object.values(nodes).map(({ name, roomCount }) => [name, roomCount])),
    events: cluster.events.edges.map(({ node }) => node).reverse(),
  }
}

const inputs: Record<string, string> = { moveRoom: 'MoveRoomInput', rebalanceRooms: 'RebalanceRoomsInput' }

/** Does something to the cluster; answers with the name of what came back. */
export async function change(
  admin: Pick<Client, 'query'>,
  mutation: string,
  input: Record<string, unknown>,
): Promise<string> {
  const document = `mutation($input: ${inputs[mutation] ?? 'ClusterNodeInput'}!) { it: ${mutation}(input: $input) { __typename } }`
  return (await admin.query<{ it: { __typename: string } }>(document, { input })).it.__typename
}
