import { graphql } from '../../../graphql/graphql.ts'
import { NodeFields } from './documents.ts'

export const ApproveNodeMutation = graphql(
  `
  mutation ApproveNode($input: ClusterNodeInput!) {
    approveNode(input: $input) {
      __typename
      ... on Error { message }
      ... on ApproveNodeSuccess { data { id ...Admin_node } }
    }
  }
`,
  [NodeFields],
)

export const RejectNodeMutation = graphql(
  `
  mutation RejectNode($input: ClusterNodeInput!) {
    rejectNode(input: $input) {
      __typename
      ... on Error { message }
      ... on RejectNodeSuccess { data { id ...Admin_node } }
    }
  }
`,
  [NodeFields],
)

export const DrainNodeMutation = graphql(
  `
  mutation DrainNode($input: ClusterNodeInput!) {
    drainNode(input: $input) {
      __typename
      ... on Error { message }
      ... on DrainNodeSuccess { data { id ...Admin_node } }
    }
  }
`,
  [NodeFields],
)

export const ResumeNodeMutation = graphql(
  `
  mutation ResumeNode($input: ClusterNodeInput!) {
    resumeNode(input: $input) {
      __typename
      ... on Error { message }
      ... on ResumeNodeSuccess { data { id ...Admin_node } }
    }
  }
`,
  [NodeFields],
)

export const ForgetNodeMutation = graphql(`
  mutation ForgetNode($input: ClusterNodeInput!) {
    forgetNode(input: $input) {
      __typename
      ... on Error { message }
      ... on ForgetNodeSuccess { data }
    }
  }
`)

export const RebalancePlanQuery = graphql(`
  query AdminRebalancePlan {
    cluster {
      rebalancePlan {
        total
        moves { reason room { id kind name } from { id name } to { id name } }
      }
    }
  }
`)

export const RebalanceRoomsMutation = graphql(`
  mutation RebalanceRooms($input: RebalanceRoomsInput!) {
    rebalanceRooms(input: $input) {
      __typename
      ... on Error { message }
      ... on RebalanceRoomsSuccess { data { rebalance { total done startedAt movesPerMinute } } }
    }
  }
`)

export const MoveRoomMutation = graphql(`
  mutation MoveRoom($input: MoveRoomInput!) {
    moveRoom(input: $input) {
      __typename
      ... on Error { message }
      ... on MoveRoomSuccess { data { id homeReason placedAt home { id name } } }
    }
  }
`)
