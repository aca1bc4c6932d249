import { MessageFields, PersonFields } from '../features/messages/message-fields.ts'
import { graphql, type ResultOf } from './graphql.ts'

/** How a room is, as everybody in it sees it. */
export const RoomFields = graphql(
  `
  fragment RoomFields on Room @_unmask {
    id
    kind
    name
    topic
    isDefault
    isArchived
    memberCount
    messageCount
    lastSeq
    lastMessageAt
    directMembers { ...PersonFields presence }
  }
`,
  [PersonFields],
)

/** Everything durable. Each event carries what it changed as it is now, which normalises into the cache by id. */
export const RoomEvents = graphql(
  `
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
`,
  [MessageFields, RoomFields, PersonFields],
)

/** What passes and may be lost. */
export const RoomSignals = graphql(
  `
  subscription RoomSignals($roomId: ID!) {
    roomSignals(roomId: $roomId) {
      __typename
      roomId
      ... on TypingChanged { isTyping user { ...PersonFields } }
      ... on PresenceChanged { user { id presence lastSeenAt } }
      ... on RoomMoved { feedPath }
    }
  }
`,
  [PersonFields],
)

/** The viewer's place in a room, with what the sidebar shows of that room. */
export const MembershipFields = graphql(
  `
  fragment MembershipFields on Membership @_unmask {
    id
    role
    joinedAt
    readSeq
    readCount
    mentionCount
    unreadCount
    room {
      ...RoomFields
      permissions
      membership { id }
    }
  }
`,
  [RoomFields],
)

/** The one stream per person, for the sidebar and for what happens to me. No messages: it isn't in order with a room's log, so an old text could come last. */
export const MyEvents = graphql(
  `
  subscription MyEvents {
    myEvents {
      __typename
      at
      ... on RoomActivity { room { ...RoomFields } }
      ... on Mentioned {
        membership { ...MembershipFields }
      }
      ... on MembershipAdded { membership { ...MembershipFields } }
      ... on MembershipRemoved { membershipId roomId }
      ... on MembershipChanged { membership { ...MembershipFields } }
      ... on MyProfileChanged { user { ...PersonFields title } }
    }
  }
`,
  [MembershipFields, RoomFields, PersonFields],
)

export type RoomEvent = ResultOf<typeof RoomEvents>['roomEvents']
export type MyEvent = ResultOf<typeof MyEvents>['myEvents']
