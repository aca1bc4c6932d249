import { Link } from '@tanstack/react-router'
import { ChevronLeft, Compass } from 'lucide-react'
import { useState } from 'react'
import { useQuery } from 'urql'
import { buttonClass } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SkeletonList } from '../../../ui/Skeleton.tsx'
import { useReread } from '../reread.ts'
import { Screen } from '../Screen.tsx'
import { LoadFailure } from '../table/LoadFailure.tsx'
import { beginningOf } from './chart-window.ts'
import { Chart } from './Chart.tsx'
import { ClusterQuery, NodeQuery, type NodeWithHistory } from './documents.ts'
import { metrics } from './metrics.ts'
import { NodeActionDialog } from './NodeActionDialog.tsx'
import { NodeButtons } from './NodeButtons.tsx'
import { LeaderMark } from './node-columns.tsx'
import { NodeFacts } from './NodeFacts.tsx'
import { NodeRooms } from './NodeRooms.tsx'
import { NodeStatusBadge } from './NodeStatusBadge.tsx'
import { isLastServing, type NodeAction, statuses } from './status.ts'

type NodeScreenProps = { nodeId: string; onForgotten: () => void }

/** One node, in full. */
export function NodeScreen({ nodeId, onForgotten }: NodeScreenProps) {
  const [{ data, error, fetching }, read] = useQuery({
    query: NodeQuery,
    variables: { id: nodeId },
    requestPolicy: 'cache-and-network',
  })
  useReread(() => read({ requestPolicy: 'network-only' }))
  const node = data?.node?.__typename === 'ClusterNode' ? data.node : null

  if (node) return <NodeDetails node={node} onForgotten={onForgotten} />
  return (
    <Screen title="Node">
      {error && !data ? (
        <LoadFailure error={error} onRetry={() => read({ requestPolicy: 'network-only' })} />
      ) : fetching ? (
        <SkeletonList rows={5} />
      ) : (
        <EmptyState
          icon={<Compass />}
          title="There is no such node"
          action={
            <Link to="/admin" className={buttonClass('primary')}>
              All nodes
            </Link>
          }
        >
          It was forgotten, or the link is wrong.
        </EmptyState>
      )}
    </Screen>
  )
}

function NodeDetails({ node, onForgotten }: { node: NodeWithHistory; onForgotten: () => void }) {
  const [{ data }] = useQuery({ query: ClusterQuery })
  const [action, setAction] = useState<NodeAction>()
  const nodes = data?.cluster.nodes.edges.map((edge) => edge.node) ?? []

  return (
    <Screen
      title={node.name}
      back={
        <Link to="/admin" className="inline-flex items-center gap-1 rounded-s hover:text-ink hover:underline">
          <ChevronLeft aria-hidden="true" className="size-4" /> All nodes
        </Link>
      }
      intro={
        <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <NodeStatusBadge status={node.status} />
          {node.isLeader && <LeaderMark />}
          <span>{statuses[node.status].hint}</span>
        </span>
      }
      actions={<NodeButtons node={node} isLast={isLastServing(node, nodes)} onAction={setAction} />}
    >
      <NodeFacts node={node} />
      <section aria-label="The last hour" className="mt-5 grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-5">
        {metrics.map((metric) => (
          <Chart key={metric.key} metric={metric} node={node} since={beginningOf(nodes)} />
        ))}
      </section>
      <section aria-labelledby="node-rooms" className="mt-7">
        <h3 id="node-rooms" className="mb-1 text-base font-bold">
          Rooms at home here
        </h3>
        <NodeRooms nodeId={node.id} />
      </section>
      {action && (
        <NodeActionDialog
          action={action}
          node={node}
          onClose={() => setAction(undefined)}
          {...(action === 'forget' && { onDone: onForgotten })}
        />
      )}
    </Screen>
  )
}
