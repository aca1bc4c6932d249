/** What a bot or a small client would follow: about 330 bytes a message. The stock stack gets the same document. */
export const followMessages = /* GraphQL */ `
  subscription RoomEvents($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) {
      __typename
      seq
      ... on MessagePosted { message { id seq text createdAt author { name } } }
    }
  }
`

export const sendMessage = /* GraphQL */ `
  mutation SendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) {
      __typename
      ... on Error { message }
      ... on SendMessageSuccess { data { id seq createdAt } }
    }
  }
`

const fragments = /* GraphQL */ `
  fragment PersonFields on User { id username name }
  fragment MessageFields on Message {
    id seq ordinal clientId text createdAt editedAt retractedAt replyCount lastReplyAt
    room { id }
    root { id }
    author { ...PersonFields }
    retractedBy { ...PersonFields }
    repliers { ...PersonFields }
    mentions { ...PersonFields }
    reactions { id emoji count users { ...PersonFields } }
  }
`

/** What the SPA follows a room with: apps/web/src/graphql/events.ts. */
export const followAsSpa = /* GraphQL */ `
  subscription RoomEvents($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) {
      __typename
      roomId
      seq
      cursor
      ... on RoomReset { reason }
      ... on RoomCreated { room { ...RoomFields } }
      ... on RoomChanged { room { ...RoomFields } }
      ... on MemberJoined {
        user { ...PersonFields }
        member { id role joinedAt user { ...PersonFields } room { id } }
        room { ...RoomFields }
      }
      ... on MemberLeft { user { ...PersonFields } memberId room { ...RoomFields } }
      ... on MemberRoleChanged { user { id } member { id role } }
      ... on MemberProfileChanged { user { ...PersonFields title } }
      ... on MessagePosted {
        message { ...MessageFields root { id replyCount lastReplyAt repliers { ...PersonFields } } }
        room { id lastSeq messageCount lastMessageAt }
      }
      ... on MessageEdited { message { ...MessageFields } }
      ... on MessageRetracted {
        message { ...MessageFields root { id replyCount lastReplyAt repliers { ...PersonFields } } }
      }
      ... on ReactionAdded { message { ...MessageFields } }
      ... on ReactionRemoved { message { ...MessageFields } }
    }
  }
  fragment RoomFields on Room {
    id kind name topic isDefault isArchived memberCount messageCount lastSeq lastMessageAt
    directMembers { ...PersonFields }
  }
  ${fragments}
`

/** What the SPA keeps its sidebar with, beside the room that is open. */
export const followMineAsSpa = /* GraphQL */ `
  subscription MyEvents {
    myEvents {
      __typename
      at
      ... on RoomActivity { room { ...RoomFields } }
      ... on Mentioned { membership { ...MembershipFields } }
      ... on MembershipAdded { membership { ...MembershipFields } }
      ... on MembershipRemoved { membershipId roomId }
      ... on MembershipChanged { membership { ...MembershipFields } }
      ... on MyProfileChanged { user { ...PersonFields title } }
    }
  }
  fragment PersonFields on User { id username name }
  fragment RoomFields on Room {
    id kind name topic isDefault isArchived memberCount messageCount lastSeq lastMessageAt
    directMembers { ...PersonFields presence }
  }
  fragment MembershipFields on Membership {
    id role joinedAt readSeq readCount mentionCount unreadCount
    room { ...RoomFields permissions membership { id } }
  }
`

/** A page of a room's main timeline as the SPA reads it. */
export const readMessages = /* GraphQL */ `
  query RoomMessages($roomId: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {
    room(id: $roomId) {
      id
      messages(first: $first, after: $after, last: $last, before: $before, around: $around) {
        pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
        edges { cursor node { ...MessageFields } }
      }
    }
  }
  ${fragments}
`
