import type { ClusterEventRow, ClusterNodeRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { betweenNames, type NameKey, nameCursor } from '../../names.ts'
import { page, type PageArgs } from '../../paging.ts'
import { builder, connectionCost } from '../../schema/builder.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { ClusterNodeRef, ClusterNodeStatus } from './node.graphql.ts'
import { clusterEventLoader, clusterNodeLoader, leaderLoader } from './node.loader.ts'

const ClusterNodeConnection = builder.connectionObject(
  { type: ClusterNodeRef, name: 'ClusterNodeConnection', description: 'A page of nodes.' },
  { name: 'ClusterNodeEdge', description: 'One of them, and where it lies in the list.' },
)

const PlacementPolicy = builder.enumType('PlacementPolicy', {
  description: 'How a room’s home is chosen among the active nodes.',
  values: {
    LEAST_LOADED: {
      value: 'least-loaded',
      description: 'The fewest connections for its capacity; then the fewest rooms.',
    },
    ROUND_ROBIN: { value: 'round-robin', description: 'One after the other.' },
  } as const,
})

const ClusterEventType = builder.enumType('ClusterEventType', {
  description: 'What happened in the cluster.',
  values: {
    NODE_REGISTERED: { description: 'A new node came.' },
    NODE_APPROVED: { description: 'A node may serve.' },
    NODE_REJECTED: { description: 'A node was refused.' },
    NODE_DRAINING: { description: 'A node goes out of service in good order.' },
    NODE_DRAINED: { description: 'A node has no rooms and no sockets any more.' },
    NODE_RESUMED: { description: 'A drained node serves again.' },
    NODE_OFFLINE: { description: 'A node stopped, or its lease ran out.' },
    NODE_BACK: { description: 'A node that was gone is there again.' },
    NODE_FORGOTTEN: { description: 'A node that is gone was deleted.' },
    LEADER_ELECTED: { description: 'A node leads the cluster now.' },
    ROOMS_MOVED: { description: 'Rooms got another home.' },
    REBALANCE_STARTED: { description: 'Rooms begin to be spread anew.' },
    REBALANCE_FINISHED: { description: 'Rooms are spread as they should be.' },
  } as const,
})

export const ClusterEventRef = builder.objectRef<ClusterEventRow>('ClusterEvent')
const admin = { authScopes: { admin: true } } as const

builder.node(ClusterEventRef, {
  description: 'Something that happened in the cluster.',
  authScopes: { admin: true },
  id: { resolve: (event) => event.id, description: 'Identifies the event everywhere.' },
  loadMany: (ids, ctx) => ids.map((id) => clusterEventLoader(ctx).load(id)),
  fields: (t) => ({
    at: t.field({ type: 'DateTime', description: 'When.', resolve: (event) => event.at }),
    type: t.expose('type', { type: ClusterEventType, description: 'What.' }),
    node: t.field({
      type: ClusterNodeRef,
      nullable: true,
      description: 'The node that it is about; null when that was forgotten.',
      resolve: (event, _args, ctx) => (event.node_id ? clusterNodeLoader(ctx).load(event.node_id) : null),
    }),
    nodeName: t.exposeString('node_name', { description: 'What the node was called.' }),
    actor: t.field({
      type: UserRef,
      nullable: true,
      description: 'The administrator who did it; null for the cluster itself and for the command line.',
      resolve: (event, _args, ctx) => (event.actor_id ? userLoader(ctx).load(event.actor_id) : null),
    }),
    summary: t.exposeString('summary', { description: 'It in one sentence.' }),
  }),
})

const ClusterEventConnection = builder.connectionObject(
  { type: ClusterEventRef, name: 'ClusterEventConnection', description: 'A page of what happened in the cluster.' },
  { name: 'ClusterEventEdge', description: 'One of them, and where it lies in the list.' },
)

/** The one object behind `Query.cluster`. */
export const ClusterRef = builder.objectRef<object>('Cluster')

builder.objectType(ClusterRef, {
  description: 'The nodes that serve together, for administrators.',
  authScopes: { admin: true },
  fields: (t) => ({
    nodes: t.connection(
      {
        type: ClusterNodeRef,
        description: 'The nodes, by name.',
        complexity: connectionCost,
        args: { status: t.arg({ type: [ClusterNodeStatus], description: 'Only those that stand so.' }) },
        resolve: (_cluster, args, ctx) => nodesPage(ctx, args),
      },
      ClusterNodeConnection,
    ),
    leader: t.field({
      type: ClusterNodeRef,
      nullable: true,
      description: 'The node that leads; null for the moment in which nobody does.',
      resolve: async (_cluster, _args, ctx) => {
        const id = await leaderLoader(ctx).load('leader')
        return id === null ? null : clusterNodeLoader(ctx).load(id)
      },
    }),
    placementPolicy: t.field({
      type: PlacementPolicy,
      description: 'How a room’s home is chosen.',
      resolve: (_cluster, _args, ctx) => ctx.core.config.placement,
    }),
    heartbeatSeconds: t.float({
      description: 'How often a node tells its load.',
      resolve: (_cluster, _args, ctx) => ctx.core.config.heartbeatMs / 1000,
    }),
    leaseSeconds: t.float({
      description: 'How long a node may serve after its last heartbeat.',
      resolve: (_cluster, _args, ctx) => ctx.core.config.leaseMs / 1000,
    }),
    events: t.connection(
      {
        type: ClusterEventRef,
        description: 'What happened, newest first.',
        complexity: connectionCost,
        resolve: (_cluster, args, ctx) => eventsPage(ctx, args),
      },
      ClusterEventConnection,
    ),
  }),
})

builder.queryField('cluster', (t) =>
  t.field({
    ...admin,
    type: ClusterRef,
    description: 'The nodes that serve together. For administrators.',
    resolve: () => ({}),
  }),
)

function nodesPage(ctx: Context, args: PageArgs & { status?: readonly ClusterNodeRow['status'][] | null }) {
  return page<ClusterNodeRow, NameKey>({
    args,
    cursor: { of: (node) => nameCursor.of(node.name, node.id), parse: nameCursor.parse },
    read: ({ after, before, limit, inverted }) =>
      dbOf(ctx)
        .selectFrom('cluster_node')
        .selectAll()
        .where(betweenNames(['name', 'id'], { after, before }))
        .$if(Boolean(args.status?.length), (query) => query.where('status', 'in', args.status ?? []))
        .orderBy('name', inverted ? 'desc' : 'asc')
        .orderBy('id', inverted ? 'desc' : 'asc')
        .limit(limit)
        .execute(),
  })
}

/** Ids are made in the order of time, so they are the cursors. */
function eventsPage(ctx: Context, args: PageArgs) {
  return page<ClusterEventRow, string>({
    args,
    cursor: { of: (event) => event.id, parse: (text) => text },
    read: ({ after, before, limit, inverted }) =>
      dbOf(ctx)
        .selectFrom('cluster_event')
        .selectAll()
        .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
        .$if(before !== null, (query) => query.where('id', '>', before ?? ''))
        .orderBy('id', inverted ? 'asc' : 'desc')
        .limit(limit)
        .execute(),
  })
}
