import { graphql, type ResultOf } from '../../../graphql/graphql.ts'

/** A node as the console shows it; `clusterUpdates` brings the same fields. */
export const NodeFields = graphql(`
  fragment Admin_node on ClusterNode @_unmask {
    id
    name
    region
    address
    version
    capacity
    status
    isLeader
    generation
    registeredAt
    startedAt
    approvedAt
    lastHeartbeatAt
    leaseUntil
    roomCount
    load { connections followedRooms messagesPerSecond eventLoopDelayMs cpuPercent memoryBytes }
  }
`)

const HistoryFields = graphql(`
  fragment Admin_history on ClusterNode @_unmask {
    id
    history { at connections messagesPerSecond eventLoopDelayMs cpuPercent memoryBytes }
  }
`)

export const EventFields = graphql(`
  fragment Admin_event on ClusterEvent @_unmask {
    id
    at
    type
    nodeName
    summary
    node { id }
    actor { id name username }
  }
`)

export type AdminNode = ResultOf<typeof NodeFields>
export type NodeHistory = ResultOf<typeof HistoryFields>['history']
export type NodeWithHistory = AdminNode & { history: NodeHistory }
export type ClusterEvent = ResultOf<typeof EventFields>

/** What stands above the list of nodes: sums, who waits, what goes on. */
export const ClusterQuery = graphql(
  `
  query AdminCluster {
    cluster {
      placementPolicy
      heartbeatSeconds
      leaseSeconds
      rebalance { total done startedAt movesPerMinute }
      nodes(first: 200) { edges { cursor node { id ...Admin_node } } pageInfo { hasNextPage } }
      pending: nodes(first: 50, status: [PENDING]) { edges { cursor node { id ...Admin_node } } }
    }
    administration { totals { users activeUsers rooms messages sessions } }
  }
`,
  [NodeFields],
)

export const NodesQuery = graphql(
  `
  query AdminNodes($first: Int!, $after: String) {
    cluster {
      nodes(first: $first, after: $after) {
        edges { cursor node { id ...Admin_node ...Admin_history } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`,
  [NodeFields, HistoryFields],
)

export const NodeQuery = graphql(
  `
  query AdminNode($id: ID!) {
    node(id: $id) { __typename id ... on ClusterNode { id ...Admin_node ...Admin_history } }
  }
`,
  [NodeFields, HistoryFields],
)

export const NodeRoomsQuery = graphql(`
  query AdminNodeRooms($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on ClusterNode {
        id
        rooms(first: $first, after: $after) {
          edges { cursor node { id kind name memberCount messageCount homeReason placedAt archivedAt home { id name } } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`)

export const ClusterEventsQuery = graphql(
  `
  query AdminClusterEvents($first: Int!, $after: String) {
    cluster {
      events(first: $first, after: $after) {
        edges { cursor node { id ...Admin_event } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`,
  [EventFields],
)

export const ClusterUpdates = graphql(
  `
  subscription ClusterUpdates {
    clusterUpdates {
      __typename
      at
      ... on ClusterNodeChanged { node { id ...Admin_node } }
      ... on ClusterNodeForgotten { nodeId }
      ... on ClusterEventLogged { event { id ...Admin_event } }
    }
  }
`,
  [NodeFields, EventFields],
)

export type ClusterUpdate = ResultOf<typeof ClusterUpdates>['clusterUpdates']
