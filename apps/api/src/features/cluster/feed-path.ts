import type { ClusterNodeRow } from '@parley/db'

/** Where a node's feeds are reached: through the balancer, when it can tell the nodes apart. */
export function feedPathOf(node: Pick<ClusterNodeRow, 'name' | 'address'> | null): string {
  return node?.address ? `/n/${node.name}/graphql` : '/graphql'
}
