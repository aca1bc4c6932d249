import { graphql } from '../../graphql/graphql.ts'

export const PeopleQuery = graphql(`
  query People($search: String, $first: Int!, $after: String) {
    users(search: $search, first: $first, after: $after) {
      edges { cursor node { id username name title presence isDeactivated } }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

export const ProfileQuery = graphql(`
  query Profile($id: ID!) {
    user(id: $id) { id username name title role presence lastSeenAt createdAt isDeactivated }
  }
`)

export const OpenDirectRoomMutation = graphql(`
  mutation OpenDirectRoom($input: OpenDirectRoomInput!) {
    openDirectRoom(input: $input) {
      __typename
      ... on Error { message }
      ... on OpenDirectRoomSuccess {
        data {
          id kind name topic isDefault isArchived memberCount messageCount lastSeq lastMessageAt permissions
          directMembers { id username name presence }
          membership { id role joinedAt readSeq readCount unreadCount mentionCount room { id } }
        }
      }
    }
  }
`)
