import { graphql, type ResultOf } from '../../graphql/graphql.ts'

/** What the bar above a room's timeline shows. */
export const RoomHeaderFragment = graphql(`
  fragment RoomHeader_room on Room @_unmask {
    id
    kind
    name
    topic
    isDefault
    isArchived
    memberCount
    permissions
    directMembers { id username name presence lastSeenAt }
  }
`)

export type RoomHeaderRoom = ResultOf<typeof RoomHeaderFragment>
export type RoomPermission = RoomHeaderRoom['permissions'][number]

export const RoomDetailsQuery = graphql(
  `
  query RoomDetails($id: ID!) {
    room(id: $id) {
      id
      createdAt
      createdBy { id name }
      membership { id role }
      ...RoomHeader_room
    }
  }
`,
  [RoomHeaderFragment],
)

export const MemberRowFragment = graphql(`
  fragment MemberRow_member on Member @_unmask {
    id
    role
    user { id username name title presence }
  }
`)

export type MemberRowMember = ResultOf<typeof MemberRowFragment>

export const MembersQuery = graphql(
  `
  query Members($id: ID!, $search: String, $first: Int!, $after: String) {
    room(id: $id) {
      id
      members(search: $search, first: $first, after: $after) {
        edges { cursor node { id ...MemberRow_member } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`,
  [MemberRowFragment],
)

export const PublicRoomsQuery = graphql(`
  query PublicRooms($search: String, $first: Int!, $after: String) {
    publicRooms(search: $search, first: $first, after: $after) {
      edges {
        cursor
        node { id name topic memberCount isArchived lastMessageAt membership { id } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

export const CreateRoomMutation = graphql(`
  mutation CreateRoom($input: CreateRoomInput!) {
    createRoom(input: $input) {
      __typename
      ... on Error { message }
      ... on InvalidInputError { field }
      ... on CreateRoomSuccess {
        data {
          id kind name topic isDefault isArchived memberCount messageCount lastSeq lastMessageAt permissions
          directMembers { id username name presence }
          membership { id role joinedAt readSeq readCount unreadCount mentionCount room { id } }
        }
      }
    }
  }
`)

export const UpdateRoomMutation = graphql(`
  mutation UpdateRoom($input: UpdateRoomInput!) {
    updateRoom(input: $input) {
      __typename
      ... on Error { message }
      ... on InvalidInputError { field }
      ... on UpdateRoomSuccess { data { id name topic } }
    }
  }
`)

export const ArchiveRoomMutation = graphql(`
  mutation ArchiveRoom($input: RoomInput!) {
    archiveRoom(input: $input) {
      __typename
      ... on Error { message }
      ... on ArchiveRoomSuccess { data { id isArchived permissions } }
    }
  }
`)

export const UnarchiveRoomMutation = graphql(`
  mutation UnarchiveRoom($input: RoomInput!) {
    unarchiveRoom(input: $input) {
      __typename
      ... on Error { message }
      ... on UnarchiveRoomSuccess { data { id isArchived permissions } }
    }
  }
`)

export const JoinRoomMutation = graphql(`
  mutation JoinRoom($input: RoomInput!) {
    joinRoom(input: $input) {
      __typename
      ... on Error { message }
      ... on JoinRoomSuccess {
        data {
          id role joinedAt readSeq readCount unreadCount mentionCount
          room {
            id kind name topic isDefault isArchived memberCount messageCount lastSeq lastMessageAt permissions
            directMembers { id username name presence }
            membership { id }
          }
        }
      }
    }
  }
`)

export const LeaveRoomMutation = graphql(`
  mutation LeaveRoom($input: RoomInput!) {
    leaveRoom(input: $input) {
      __typename
      ... on Error { message }
      ... on LeaveRoomSuccess { data { id } }
    }
  }
`)

export const InviteToRoomMutation = graphql(`
  mutation InviteToRoom($input: InviteToRoomInput!) {
    inviteToRoom(input: $input) {
      __typename
      ... on Error { message }
      ... on InviteToRoomSuccess { data { id memberCount } }
    }
  }
`)

export const RemoveFromRoomMutation = graphql(`
  mutation RemoveFromRoom($input: RemoveFromRoomInput!) {
    removeFromRoom(input: $input) {
      __typename
      ... on Error { message }
      ... on RemoveFromRoomSuccess { data { id memberCount } }
    }
  }
`)

export const SetMemberRoleMutation = graphql(`
  mutation SetMemberRole($input: SetMemberRoleInput!) {
    setMemberRole(input: $input) {
      __typename
      ... on Error { message }
      ... on SetMemberRoleSuccess { data { id role } }
    }
  }
`)
