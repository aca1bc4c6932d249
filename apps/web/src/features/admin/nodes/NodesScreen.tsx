import { Scale, Server } from 'lucide-react'
import { useState } from 'react'
import { useQuery } from 'urql'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Screen } from '../Screen.tsx'
import { PagedTable } from '../table/PagedTable.tsx'
import { beginningOf } from './chart-window.ts'
import { ClusterTiles } from './ClusterTiles.tsx'
import { type AdminNode, ClusterQuery, NodesQuery, type NodeWithHistory } from './documents.ts'
import { NodeActionDialog } from './NodeActionDialog.tsx'
import { nodeColumns } from './node-columns.tsx'
import { PendingNodes } from './PendingNodes.tsx'
import { RebalanceDialog } from './RebalanceDialog.tsx'
import { RebalanceProgress } from './RebalanceProgress.tsx'
import { isLastServing, type NodeAction } from './status.ts'
import { useReread } from '../reread.ts'
import { usePolling } from './use-polling.ts'

const policies = {
  LEAST_LOADED: 'A new room gets its home at the least loaded node.',
  ROUND_ROBIN: 'New rooms get their homes at the nodes in turn.',
}

/** The cluster as it is now. */
export function NodesScreen() {
  const [{ data }, read] = useQuery({ query: ClusterQuery, requestPolicy: 'cache-and-network' })
  const [asked, setAsked] = useState<{ action: NodeAction; node: AdminNode }>()
  const [isRebalancing, setIsRebalancing] = useState(false)
  const cluster = data?.cluster
  const nodes = cluster?.nodes.edges.map((edge) => edge.node) ?? []
  const pending = cluster?.pending.edges.map((edge) => edge.node) ?? []
  const active = nodes.filter(({ status }) => status === 'ACTIVE').length
  const ask = (action: NodeAction, node: AdminNode) => setAsked({ action, node })
  useReread(() => read({ requestPolicy: 'network-only' }))
  usePolling(cluster?.rebalance ? 2000 : 20_000, () => read({ requestPolicy: 'network-only' }))

  return (
    <Screen
      title="Nodes"
      intro={cluster && policies[cluster.placementPolicy]}
      actions={
        <Button
          size="s"
          icon={<Scale />}
          disabled={active < 2 || Boolean(cluster?.rebalance)}
          title={active < 2 ? 'There is nothing to balance with a single node.' : undefined}
          onClick={() => setIsRebalancing(true)}
        >
          Rebalance rooms…
        </Button>
      }
    >
      <PendingNodes nodes={pending} onAction={ask} />
      <ClusterTiles data={data} />
      {cluster?.rebalance && <RebalanceProgress progress={cluster.rebalance} />}
      <PagedTable
        label="Nodes"
        // Each comes with an hour of samples.
        pageSize={20}
        columns={nodeColumns({
          since: beginningOf(nodes),
          onAction: ask,
          isLast: (node) => isLastServing(node, nodes),
        })}
        query={NodesQuery}
        variables={{}}
        select={({ cluster: { nodes: page } }) => page}
        arrange={settledByName}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={<Server />} title="No node yet">
            A node shows here when its process has started.
          </EmptyState>
        }
      />
      {asked && <NodeActionDialog {...asked} onClose={() => setAsked(undefined)} />}
      {isRebalancing && (
        <RebalanceDialog
          onStarted={() => read({ requestPolicy: 'network-only' })}
          onClose={() => setIsRebalancing(false)}
        />
      )}
    </Screen>
  )
}

/** Those that wait stand above the table. */
function settledByName(nodes: readonly NodeWithHistory[]): readonly NodeWithHistory[] {
  const byName = new Intl.Collator('en', { numeric: true })
  return nodes.filter(({ status }) => status !== 'PENDING').toSorted((a, b) => byName.compare(a.name, b.name))
}
