import type { ClusterNodeStatus } from '@parley/db'
import { ParleyError } from '../../errors.ts'

/** What was asked is not for a node in this state. */
export class ClusterNodeStateError extends ParleyError {
  override readonly name = 'ClusterNodeStateError'
  readonly status: ClusterNodeStatus
  constructor(node: { name: string; status: ClusterNodeStatus }, why: string) {
    super(`${node.name} is ${node.status}: ${why}`)
    this.status = node.status
  }
}

/** It would leave the cluster without an active node. */
export class NoNodeLeftError extends ParleyError {
  override readonly name = 'NoNodeLeftError'
  constructor() {
    super('No other node is active: nobody would be left to serve. Add or resume another node first.')
  }
}
