import type { InferKyselyDB } from '@mikro-orm/sql'
import type { Selectable } from 'kysely'
import { AuditEntry } from './entities/audit-entry.ts'
import {
  ClusterEvent,
  ClusterLease,
  ClusterNode,
  ClusterRebalance,
  ClusterSample,
  RoomPlacement,
} from './entities/cluster.ts'
import { Membership } from './entities/membership.ts'
import { Mention, Message, MessageRevision } from './entities/message.ts'
import { Reaction } from './entities/reaction.ts'
import { Room } from './entities/room.ts'
import { RoomEvent } from './entities/room-event.ts'
import { Session } from './entities/session.ts'
import { User } from './entities/user.ts'

export const entities = [
  User,
  Session,
  Room,
  Membership,
  RoomEvent,
  Message,
  MessageRevision,
  Mention,
  Reaction,
  AuditEntry,
  ClusterNode,
  ClusterSample,
  ClusterEvent,
  ClusterLease,
  ClusterRebalance,
  RoomPlacement,
] as const

/** The tables as Kysely sees them, inferred from the entities. */
export type Tables = InferKyselyDB<(typeof entities)[number]>

export type UserRow = Selectable<Tables['user']>
export type SessionRow = Selectable<Tables['session']>
export type RoomRow = Selectable<Tables['room']>
export type MembershipRow = Selectable<Tables['membership']>
export type RoomEventRow = Selectable<Tables['room_event']>
export type MessageRow = Selectable<Tables['message']>
export type MessageRevisionRow = Selectable<Tables['message_revision']>
export type MentionRow = Selectable<Tables['mention']>
export type ReactionRow = Selectable<Tables['reaction']>
export type AuditEntryRow = Selectable<Tables['audit_entry']>
export type ClusterNodeRow = Selectable<Tables['cluster_node']>
export type ClusterSampleRow = Selectable<Tables['cluster_sample']>
export type ClusterEventRow = Selectable<Tables['cluster_event']>
export type ClusterRebalanceRow = Selectable<Tables['cluster_rebalance']>
export type RoomPlacementRow = Selectable<Tables['room_placement']>
