import { ErrorInterface } from '../../schema/base.ts'
import { builder } from '../../schema/builder.ts'
import { acting } from './acting.ts'
import { ClusterNodeStateError, NoNodeLeftError } from './cluster-errors.ts'
import { approveNode, drainNode, forgetNode, rejectNode, resumeNode } from './node-actions.ts'
import { ClusterNodeRef, ClusterNodeStatus } from './node.graphql.ts'

builder.objectType(ClusterNodeStateError, {
  name: 'ClusterNodeStateError',
  description: 'The node’s status forbids it.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ status: t.expose('status', { type: ClusterNodeStatus, description: 'How the node stands.' }) }),
})

builder.objectType(NoNodeLeftError, {
  name: 'NoNodeLeftError',
  description: 'No other node is active.',
  interfaces: [ErrorInterface],
})

const ClusterNodeInput = builder.inputType('ClusterNodeInput', {
  description: 'Which node.',
  fields: (t) => ({ nodeId: t.globalID({ required: true, for: ClusterNodeRef, description: 'The node.' }) }),
})

const changes = [
  ['approveNode', approveNode, 'Lets a node take part.', []],
  ['rejectNode', rejectNode, 'Refuses a node that waits for approval.', []],
  [
    'drainNode',
    drainNode,
    'Takes a node out of service in good order: its rooms move, its sockets come back elsewhere.',
    [NoNodeLeftError],
  ],
  ['resumeNode', resumeNode, 'Puts a drained node back into service.', []],
] as const

for (const [name, change, description, errors] of changes) {
  builder.mutationField(name, (t) =>
    t.field({
      type: ClusterNodeRef,
      description: `${description} For administrators.`,
      authScopes: { admin: true },
      errors: { types: [ClusterNodeStateError, ...errors] },
      args: { input: t.arg({ type: ClusterNodeInput, required: true, description: 'The node.' }) },
      resolve: (_root, { input }, ctx) => change(acting(ctx), input.nodeId.id),
    }),
  )
}

builder.mutationField('forgetNode', (t) =>
  t.globalID({
    description: 'Deletes a node that is OFFLINE or REJECTED; answers with its id. For administrators.',
    authScopes: { admin: true },
    errors: { types: [ClusterNodeStateError] },
    args: { input: t.arg({ type: ClusterNodeInput, required: true, description: 'The node.' }) },
    resolve: async (_root, { input }, ctx) => ({
      type: 'ClusterNode',
      id: await forgetNode(acting(ctx), input.nodeId.id),
    }),
  }),
)
