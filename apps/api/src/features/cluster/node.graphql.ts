import type { ClusterNodeRow, ClusterSampleRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { builder } from '../../schema/builder.ts'
import { feedPathOf } from './feed-path.ts'
import { clusterNodeLoader, leaderLoader, roomCountLoader } from './node.loader.ts'

export const ClusterNodeStatus = builder.enumType('ClusterNodeStatus', {
  description: 'How a node stands to the cluster.',
  values: {
    PENDING: { description: 'It waits until an administrator approves it, and serves nobody.' },
    ACTIVE: { description: 'It serves, and gets rooms.' },
    DRAINING: { description: 'Its rooms move away and its sockets are asked to come back elsewhere.' },
    DRAINED: { description: 'It has no rooms and wants no traffic: it may be stopped.' },
    OFFLINE: { description: 'It stopped, or its lease ran out.' },
    REJECTED: { description: 'An administrator refused it.' },
  } as const,
})

type Measured = Pick<
  ClusterSampleRow,
  'connections' | 'messages_per_minute' | 'event_loop_delay_us' | 'cpu_permille' | 'memory_bytes'
>

const LoadRef = builder.objectRef<ClusterNodeRow>('ClusterNodeLoad')
const SampleRef = builder.objectRef<ClusterSampleRow>('ClusterNodeSample')

builder.objectType(LoadRef, {
  description: 'What a node carried between its last two heartbeats.',
  fields: (t) => ({
    connections: t.exposeInt('connections', { description: 'Open sockets.' }),
    followedRooms: t.exposeInt('followed_rooms', { description: 'Rooms that somebody follows there.' }),
    messagesPerSecond: t.float({ description: 'Changes that it wrote, per second.', resolve: perSecond }),
    eventLoopDelayMs: t.float({
      description: 'How late its event loop was at worst, but for one hundredth of the time.',
      resolve: delayMs,
    }),
    cpuPercent: t.float({ description: 'Processor time, in percent of one core.', resolve: cpuPercent }),
    memoryBytes: t.float({ description: 'Memory of the process.', resolve: (node) => node.memory_bytes }),
  }),
})

builder.objectType(SampleRef, {
  description: 'What a node carried at one moment of the last hour.',
  fields: (t) => ({
    at: t.field({ type: 'DateTime', description: 'When.', resolve: (sample) => sample.at }),
    connections: t.exposeInt('connections', { description: 'Open sockets.' }),
    messagesPerSecond: t.float({ description: 'Changes that it wrote, per second.', resolve: perSecond }),
    eventLoopDelayMs: t.float({
      description: 'How late its event loop was at worst, but for one hundredth of the time.',
      resolve: delayMs,
    }),
    cpuPercent: t.float({ description: 'Processor time, in percent of one core.', resolve: cpuPercent }),
    memoryBytes: t.float({ description: 'Memory of the process.', resolve: (sample) => sample.memory_bytes }),
  }),
})

function perSecond(load: Measured): number {
  return load.messages_per_minute / 60
}
function delayMs(load: Measured): number {
  return load.event_loop_delay_us / 1000
}
function cpuPercent(load: Measured): number {
  return load.cpu_permille / 10
}

export const ClusterNodeRef = builder.objectRef<ClusterNodeRow>('ClusterNode')

const admin = { authScopes: { admin: true } } as const

builder.node(ClusterNodeRef, {
  description:
    'A chat node: a process that serves the API. Its name, region and path are for everybody, the rest for administrators.',
  id: { resolve: (node) => node.id, description: 'Identifies the node everywhere.' },
  loadMany: (ids, ctx) => ids.map((id) => clusterNodeLoader(ctx).load(id)),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, unique in the cluster.' }),
    region: t.exposeString('region', { nullable: true, description: 'Where it stands.' }),
    feedPath: t.string({
      description:
        'The path of the API at this node, through the balancer. `/graphql` when there is no choice of nodes.',
      resolve: feedPathOf,
    }),
    address: t.exposeString('address', { ...admin, nullable: true, description: 'Where the balancer reaches it.' }),
    version: t.exposeString('version', { ...admin, description: 'The version that it runs.' }),
    capacity: t.exposeInt('capacity', { ...admin, description: 'What it can carry, in comparison with the others.' }),
    status: t.expose('status', { ...admin, type: ClusterNodeStatus, description: 'How it stands to the cluster.' }),
    isLeader: t.boolean({
      ...admin,
      description: 'It leads: it marks nodes that are gone and moves rooms.',
      resolve: async (node, _args, ctx) => (await leaderLoader(ctx).load('leader')) === node.id,
    }),
    generation: t.exposeInt('generation', {
      ...admin,
      description:
        'How often its name was taken by a process or taken from one. Writes of an earlier generation are refused.',
    }),
    registeredAt: t.field({
      ...admin,
      type: 'DateTime',
      description: 'When it first came.',
      resolve: (node) => node.registered_at,
    }),
    startedAt: t.field({
      ...admin,
      type: 'DateTime',
      description: 'When its process started.',
      resolve: (node) => node.started_at,
    }),
    approvedAt: t.field({
      ...admin,
      type: 'DateTime',
      nullable: true,
      description: 'When it was approved; null when it never was.',
      resolve: (node) => node.approved_at,
    }),
    lastHeartbeatAt: t.field({
      ...admin,
      type: 'DateTime',
      nullable: true,
      description: 'When it was last heard of.',
      resolve: (node) => node.heartbeat_at,
    }),
    leaseUntil: t.field({
      ...admin,
      type: 'DateTime',
      nullable: true,
      description: 'Until when it may serve without another heartbeat; null when it has no lease.',
      resolve: (node) => (node.status === 'OFFLINE' ? null : node.lease_until),
    }),
    load: t.field({
      ...admin,
      type: LoadRef,
      nullable: true,
      description: 'What it carries. Null before its first heartbeat, and when it is OFFLINE.',
      resolve: (node) => (node.heartbeat_at === null || node.status === 'OFFLINE' ? null : node),
    }),
    history: t.field({
      ...admin,
      type: [SampleRef],
      description: 'The last hour, oldest first, at most 240 samples.',
      complexity: 20,
      resolve: (node, _args, ctx) => lastHour(ctx, node.id),
    }),
    roomCount: t.int({
      ...admin,
      description: 'How many rooms have their home here.',
      resolve: async (node, _args, ctx) => (await roomCountLoader(ctx).load(node.id)) ?? 0,
    }),
  }),
})

async function lastHour(ctx: Context, nodeId: string): Promise<ClusterSampleRow[]> {
  const query = dbOf(ctx).selectFrom('cluster_sample').selectAll().where('node_id', '=', nodeId)
  return (await query.orderBy('at', 'desc').limit(240).execute()).reverse()
}
