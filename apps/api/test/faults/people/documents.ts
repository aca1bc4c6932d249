// What a client asks for. Every field of these is compared with a fresh load in the end.

const user = 'user { id name title }'
export const member = `id role ${user}`
export const room = 'name topic isArchived memberCount messageCount lastMessageAt'
export const message = `id seq ordinal clientId text editedAt retractedAt retractedBy { id } author { id } replyCount
  lastReplyAt repliers { id } mentions { id } reactions { emoji count users { id } } root { id }`

export const followDocument = `subscription RoomEvents($id: ID!, $after: String) { roomEvents(roomId: $id, after: $after) {
  __typename seq cursor
  ... on RoomReset { reason }
  ... on RoomChanged { room { ${room} } }
  ... on MemberJoined { user { id } memberId member { ${member} } room { ${room} } }
  ... on MemberLeft { user { id } memberId room { ${room} } }
  ... on MemberRoleChanged { user { id } memberId member { ${member} } }
  ... on MemberProfileChanged { user { id } memberId member { ${member} } }
  ... on MessagePosted { message { ${message} root { ${message} } } room { ${room} } }
  ... on MessageEdited { message { ${message} } }
  ... on MessageRetracted { message { ${message} } }
  ... on ReactionAdded { emoji user { id } message { ${message} } }
  ... on ReactionRemoved { emoji user { id } message { ${message} } }
} }`

export const loadDocument = `query Load($id: ID!, $before: String) { room(id: $id) {
  cursor lastSeq ${room}
  members(first: 50) { edges { node { ${member} } } }
  messages(last: 50, before: $before) { edges { node { ${message} } } pageInfo { hasPreviousPage startCursor } }
} }`

export const nodesDocument = `query Replies($ids: [ID!]!) { nodes(ids: $ids) { ... on Message { ${message} } } }`

/** A mutation by its field: its success, or an error's type. */
export function mutationOf(field: string): string {
  const name = field.charAt(0).toUpperCase() + field.slice(1)
  const type = inputTypes[field] ?? `${name}Input`
  const select = selections[field] ?? 'id'
  return `mutation ${name}($input: ${type}!) { ${field}(input: $input) {
    __typename ... on Error { message } ... on ${name}Success { data { ${select} } }
  } }`
}

const inputTypes: Record<string, string> = {
  joinRoom: 'RoomInput',
  leaveRoom: 'RoomInput',
  addReaction: 'ReactionInput',
  removeReaction: 'ReactionInput',
}
const selections: Record<string, string> = {
  sendMessage: 'id seq',
  register: 'token viewer { user { id } }',
}
