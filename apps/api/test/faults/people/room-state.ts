import type { RoomState } from '../check/history.ts'

type Thing = Record<string, unknown>
export type Message = Thing & { id: string; seq: number; root?: Message | null; replyCount: number }
type Edges<T> = { edges: { node: T }[] }

export type LoadedRoom = Thing & {
  cursor: string
  lastSeq: number
  members: Edges<Thing & { id: string }>
  messages: Edges<Message> & { pageInfo: { hasPreviousPage: boolean; startCursor: string | null } }
}

export type RoomEvent = {
  __typename: string
  seq: number
  cursor: string
  reason?: string
  emoji?: string
  user?: { id: string }
  room?: Thing
  message?: Message
  memberId?: string
  member?: Thing | null
}

export function stateOf({ cursor: _c, lastSeq: _s, members, messages, ...room }: LoadedRoom): RoomState {
  const state: RoomState = { room, members: {}, messages: {} }
  for (const { node } of members.edges) state.members[node.id] = node
  for (const { node } of messages.edges) keep(state, node)
  return state
}

/** What a client does with an event: it takes over how things are now. */
export function apply(state: RoomState, { __typename, room, message, memberId, member }: RoomEvent): void {
  Object.assign(state.room, room)
  // Only this event says more of the root than which one it is.
  if (__typename === 'MessagePosted' && message?.root) keep(state, message.root)
  if (message) keep(state, message)
  if (!memberId) return
  if (member && __typename !== 'MemberLeft') state.members[memberId] = member
  else delete state.members[memberId]
}

export function keep(state: RoomState, message: Message): void {
  const { root, ...own } = message
  state.messages[message.seq] = { ...own, root: root ? root.id : null }
}
