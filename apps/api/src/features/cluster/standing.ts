import type { ClusterNodeRow } from '@parley/db'

/** How this process stands to its cluster, as far as it knows. Its own monotonic clock says when its lease is over. */
export type Standing = {
  node: ClusterNodeRow
  /** When the lease ends that it knows of, by `performance.now()`: counted from before it was asked for. */
  leaseEndsAt: number
  /** Another process took its name: it never serves again. */
  isSuperseded: boolean
  /** It was told to stop. */
  isStopping: boolean
}

/** Whether it answers at all. A drained node still does: what a balancer sends it is better answered than refused. */
export function isServing(standing: Standing, now = performance.now()): boolean {
  const { node, leaseEndsAt, isSuperseded } = standing
  const isMember = node.status === 'ACTIVE' || node.status === 'DRAINING' || node.status === 'DRAINED'
  return isMember && !isSuperseded && now < leaseEndsAt
}

/** Whether it takes new sockets, and wants to be sent traffic. */
export function isAccepting(standing: Standing, now = performance.now()): boolean {
  return isServing(standing, now) && standing.node.status === 'ACTIVE' && !standing.isStopping
}
