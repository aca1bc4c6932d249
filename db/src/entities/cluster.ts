import { defineEntity, p } from '@mikro-orm/core'
import { count, flag, id, time } from './columns.ts'

export type ClusterNodeStatus = 'PENDING' | 'ACTIVE' | 'DRAINING' | 'DRAINED' | 'OFFLINE' | 'REJECTED'

export type ClusterEventType =
  | 'NODE_REGISTERED'
  | 'NODE_APPROVED'
  | 'NODE_REJECTED'
  | 'NODE_DRAINING'
  | 'NODE_DRAINED'
  | 'NODE_RESUMED'
  | 'NODE_OFFLINE'
  | 'NODE_BACK'
  | 'NODE_FORGOTTEN'
  | 'LEADER_ELECTED'
  | 'ROOMS_MOVED'
  | 'REBALANCE_STARTED'
  | 'REBALANCE_FINISHED'

const load = {
  connections: count(),
  messages_per_minute: count(),
  event_loop_delay_us: count(),
  cpu_permille: count(),
  memory_bytes: time(),
}

/**
 * A process that serves. Whoever writes holds this row shared until the commit, so changing `generation` waits for what the
 * node has begun, and refuses what it would begin. All times here are the database's own.
 */
export const ClusterNode = defineEntity({
  name: 'ClusterNode',
  tableName: 'cluster_node',
  properties: {
    id: id().primary(),
    name: p.string().length(63).unique(),
    address: p.string().length(255).nullable(),
    region: p.string().length(63).nullable(),
    version: p.string().length(40),
    capacity: count(),
    status: p.string().length(10).$type<ClusterNodeStatus>(),
    /** Grows whenever the name is taken by a process or taken from one. */
    generation: count(),
    /** Which process has the name: made by it, anew at each start. */
    instance_id: id(),
    /** An administrator drained it: it stays so until resumed, whatever happens to the process. */
    is_held_back: flag(),
    lease_until: time(),
    registered_at: time(),
    started_at: time(),
    approved_at: time().nullable(),
    heartbeat_at: time().nullable(),
    followed_rooms: count(),
    /** How many rooms had their home here at the last heartbeat. */
    room_count: count(),
    ...load,
  },
})

/** The load of a node at one moment of the last hour. */
export const ClusterSample = defineEntity({
  name: 'ClusterSample',
  tableName: 'cluster_sample',
  properties: { node_id: id().primary(), at: time().primary(), ...load },
})

/** A line of the cluster's log. It keeps the node's name, which outlives the node. */
export const ClusterEvent = defineEntity({
  name: 'ClusterEvent',
  tableName: 'cluster_event',
  properties: {
    id: id().primary(),
    at: time(),
    type: p.string().length(20).$type<ClusterEventType>(),
    node_id: id().nullable(),
    node_name: p.string().length(63),
    actor_id: id().nullable(),
    summary: p.string().length(250),
  },
})

/** A task that one node at a time has: leading the cluster. */
export const ClusterLease = defineEntity({
  name: 'ClusterLease',
  tableName: 'cluster_lease',
  properties: {
    name: p.string().length(20).primary(),
    node_id: id(),
    generation: count(),
    until: time(),
  },
})

/** A rebalance that is under way: one row or none. */
export const ClusterRebalance = defineEntity({
  name: 'ClusterRebalance',
  tableName: 'cluster_rebalance',
  properties: {
    name: p.string().length(20).primary(),
    total: count(),
    done: count(),
    started_at: time(),
    moves_per_minute: count(),
  },
})

/** Which node is a room's home, and why. A room without a row has none yet. */
export const RoomPlacement = defineEntity({
  name: 'RoomPlacement',
  tableName: 'room_placement',
  properties: {
    room_id: id().primary(),
    node_id: id().index(),
    /** Where its people are, as far as is known: its home is there if it can be. */
    region: p.string().length(63).nullable(),
    reason: p.string().length(200),
    placed_at: time(),
  },
})
