import type { MembershipRow, MessageRow, RoomEventRow, RoomRow, UserRow } from '@parley/db'

// The catalogue of what is told, between nodes as well: a wire format. Nodes of different versions read each other's, so
// a type or a field is only ever added.

/** Everything durable that can happen in a room. `data` holds ids only, never a text. */
export type RoomEventData =
  | { type: 'RoomCreated' }
  | { type: 'RoomChanged' }
  | { type: 'MemberJoined'; userId: string }
  | { type: 'MemberLeft'; userId: string }
  | { type: 'MemberRoleChanged'; userId: string }
  | { type: 'MemberProfileChanged'; userId: string }
  | { type: 'MessagePosted'; rootSeq: number }
  | { type: 'MessageEdited'; messageSeq: number }
  | { type: 'MessageRetracted'; messageSeq: number }
  | { type: 'ReactionAdded'; messageSeq: number; emoji: string; userId: string }
  | { type: 'ReactionRemoved'; messageSeq: number; emoji: string; userId: string }

/** One numbered line of a room's log, as followers get it. */
export type RoomEvent = {
  roomId: string
  epoch: string
  seq: number
  /** Milliseconds since 1970, UTC. */
  at: number
  actorId: string | null
  data: RoomEventData
  /** The rows as the event left them, when it came fresh from its commit; read from the database otherwise. */
  rows?: EventRows
}

/** What the readers of an event will ask for: it saves each node the queries, and is never needed. */
export type EventRows = {
  users?: PublicUser[]
  messages?: MessageRow[]
  members?: MembershipRow[]
  reactions?: { seq: number; groups: ReactionSummary[] }[]
  /** Whom a message mentions by name. */
  mentions?: { seq: number; userIds: string[] }[]
  room?: RoomRow
}

export type ReactionSummary = { emoji: string; count: number; userIds: string[] }

/** A person without what only they and the server may know: the password's hash never travels. */
export type PublicUser = Omit<UserRow, 'password_hash'>

/** What goes over `room:…` after each commit. */
export type RoomPublication = { epoch: string; events: RoomEvent[] }

/** What goes over `user:…`: something of one person's own changed; they read it afresh. */
export type PersonalBell =
  | { type: 'Mentioned'; roomId: string; seq: number }
  | { type: 'MembershipAdded'; roomId: string }
  | { type: 'MembershipRemoved'; roomId: string }
  | { type: 'MembershipChanged'; roomId: string }
  | { type: 'ProfileChanged' }

/** What goes over `activity`: rooms in which something happened, as they are now, and the messages that call everybody. */
export type Activity = { rooms: RoomRow[]; calls?: Call[] }

/** A message that mentions all members of its room. */
export type Call = { roomId: string; seq: number; authorId: string }

/**
 * What goes over `sessions`: sign-ins that ended, and people who may do more or less than before. Every node closes their
 * sockets: for good, or to come back as what they are now.
 */
export type SessionsChanged = { sessionIds: string[]; changedUserIds?: string[] }

/** What goes over `cluster`, to those who watch it. */
export type ClusterBell =
  | { type: 'NodeChanged'; nodeId: string }
  | { type: 'NodeForgotten'; nodeId: string }
  | { type: 'EventLogged'; eventId: string }

/** What goes over `rooms-moved`, in lists, to every node: a room whose home is another one now, and where it is reached. */
export type MovedRoom = { roomId: string; nodeId: string; feedPath: string }

export const roomTopic = (roomId: string) => `room:${roomId}`
export const signalTopic = (roomId: string) => `signal:${roomId}`
export const userTopic = (userId: string) => `user:${userId}`
export const activityTopic = 'activity'
export const sessionsTopic = 'sessions'
export const presenceTopic = 'presence'
export const clusterTopic = 'cluster'
export const movedTopic = 'rooms-moved'
/** For one node: something of its own row was changed by another. */
export const nodeTopic = (nodeId: string) => `node:${nodeId}`

/** Reads a line of the log. */
export function eventOf(row: RoomEventRow, epoch: string): RoomEvent {
  return {
    roomId: row.room_id,
    epoch,
    seq: row.seq,
    at: row.at,
    actorId: row.actor_id,
    data: { type: row.type, ...JSON.parse(row.data) } as RoomEventData,
  }
}

/** Writes a line of the log. */
export function rowOf(event: RoomEvent): RoomEventRow {
  const { type, ...data } = event.data
  return {
    room_id: event.roomId,
    seq: event.seq,
    type,
    actor_id: event.actorId,
    at: event.at,
    data: JSON.stringify(data),
  }
}

export function publicUser(user: UserRow | PublicUser): PublicUser {
  const { password_hash: _secret, ...rest } = user as UserRow
  return rest
}
