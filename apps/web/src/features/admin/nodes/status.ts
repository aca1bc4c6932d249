import type { AdminNode } from './documents.ts'

export type NodeStatus = AdminNode['status']
export type NodeAction = 'approve' | 'reject' | 'drain' | 'resume' | 'forget'

type StatusFacts = {
  label: string
  tone: 'success' | 'warning' | 'danger' | 'quiet'
  /** One sentence for whoever wonders. */
  hint: string
  actions: readonly NodeAction[]
}

export const statuses: Record<NodeStatus, StatusFacts> = {
  PENDING: {
    label: 'Waiting',
    tone: 'warning',
    hint: 'It registered and waits for an administrator. It serves nobody yet.',
    actions: ['approve', 'reject'],
  },
  ACTIVE: { label: 'Active', tone: 'success', hint: 'It serves people and gets new rooms.', actions: ['drain'] },
  DRAINING: {
    label: 'Draining',
    tone: 'warning',
    hint: 'Its rooms and connections are moving to the other nodes.',
    actions: ['resume'],
  },
  DRAINED: {
    label: 'Drained',
    tone: 'quiet',
    hint: 'It serves nobody and may be stopped or upgraded.',
    actions: ['resume'],
  },
  OFFLINE: {
    label: 'Offline',
    tone: 'danger',
    hint: 'Its lease ran out. Its rooms have other homes; it comes back by itself when its process does.',
    actions: ['forget'],
  },
  REJECTED: {
    label: 'Rejected',
    tone: 'quiet',
    hint: 'An administrator turned it away. It serves nobody.',
    actions: ['approve', 'forget'],
  },
}

type NodeAmong = { id: string; status: NodeStatus }

/** Whether nobody would serve people without this node. */
export function isLastServing(node: NodeAmong, nodes: readonly NodeAmong[]): boolean {
  return node.status === 'ACTIVE' && !nodes.some((other) => other.id !== node.id && other.status === 'ACTIVE')
}
