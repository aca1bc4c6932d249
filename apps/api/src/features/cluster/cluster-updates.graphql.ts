import { primed } from '../../realtime/prime.ts'
import { builder } from '../../schema/builder.ts'
import { ClusterEventRef } from './cluster.graphql.ts'
import { type ClusterUpdate, followCluster } from './cluster-updates.ts'
import { ClusterNodeRef } from './node.graphql.ts'

type UpdateOf<T extends ClusterUpdate['type']> = Extract<ClusterUpdate, { type: T }>

const ClusterUpdateRef = builder.interfaceRef<ClusterUpdate>('ClusterUpdate').implement({
  description: 'Something that changed in the cluster.',
  resolveType: (update) => update.type,
  fields: (t) => ({ at: t.field({ type: 'DateTime', description: 'When.', resolve: (update) => update.at }) }),
})

builder.objectType(builder.objectRef<UpdateOf<'ClusterNodeChanged'>>('ClusterNodeChanged'), {
  description: 'A node’s status or load is another. Of several changes at once only the last is told.',
  interfaces: [ClusterUpdateRef],
  fields: (t) => ({ node: t.expose('node', { type: ClusterNodeRef, description: 'The node as it is now.' }) }),
})

builder.objectType(builder.objectRef<UpdateOf<'ClusterNodeForgotten'>>('ClusterNodeForgotten'), {
  description: 'A node was deleted.',
  interfaces: [ClusterUpdateRef],
  fields: (t) => ({
    nodeId: t.globalID({
      description: 'The node’s id.',
      resolve: ({ nodeId }) => ({ type: 'ClusterNode', id: nodeId }),
    }),
  }),
})

builder.objectType(builder.objectRef<UpdateOf<'ClusterEventLogged'>>('ClusterEventLogged'), {
  description: 'A new line of the cluster’s log.',
  interfaces: [ClusterUpdateRef],
  fields: (t) => ({ event: t.expose('event', { type: ClusterEventRef, description: 'The line.' }) }),
})

builder.subscriptionField('clusterUpdates', (t) =>
  t.field({
    type: ClusterUpdateRef,
    authScopes: { admin: true },
    description:
      'What changes in the cluster. May be lost; read `cluster` again after an interruption. Ends with the role of an administrator.',
    subscribe: (_root, _args, ctx) => followCluster(ctx),
    resolve: (update: ClusterUpdate, _args, ctx) => primed(ctx, update),
  }),
)
