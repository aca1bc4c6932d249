import { graphql, type ResultOf } from '../../../graphql/graphql.ts'

const RoomFields = graphql(`
  fragment Admin_room on AdminRoom @_unmask {
    id
    kind
    name
    topic
    isDefault
    memberCount
    messageCount
    createdAt
    lastMessageAt
    archivedAt
    homeReason
    placedAt
    home { id name }
  }
`)

export type AdminRoom = ResultOf<typeof RoomFields>

export const AdminRoomsQuery = graphql(
  `
  query AdminRooms(
    $search: String
    $kind: RoomKind
    $isArchived: Boolean
    $orderBy: AdminRoomOrder
    $first: Int!
    $after: String
  ) {
    administration {
      rooms(
        search: $search
        kind: $kind
        isArchived: $isArchived
        orderBy: $orderBy
        first: $first
        after: $after
      ) {
        edges { cursor node { id ...Admin_room } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`,
  [RoomFields],
)

export const SetRoomArchivedMutation = graphql(`
  mutation SetRoomArchived($input: SetRoomArchivedInput!) {
    setRoomArchived(input: $input) {
      __typename
      ... on Error { message }
      ... on SetRoomArchivedSuccess { data { id archivedAt name } }
    }
  }
`)
