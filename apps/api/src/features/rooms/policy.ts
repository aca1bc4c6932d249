import type { MembershipRow, RoomKind, RoomRole, RoomRow } from '@parley/db'

/** Everything that can be done with a room. */
export const roomOperations = [
  'see',
  'read',
  'post',
  'react',
  'join',
  'leave',
  'invite',
  'remove',
  'rename',
  'setTopic',
  'archive',
  'setRole',
  'retractAny',
] as const
export type RoomOperation = (typeof roomOperations)[number]

/** As what somebody stands to a room: their role in it, or an outsider. */
export type Standing = RoomRole | 'OUTSIDER'

type Rule = Partial<Record<RoomKind, readonly Standing[]>>

const owners = ['OWNER'] as const
const moderators = ['OWNER', 'MODERATOR'] as const
const members = ['OWNER', 'MODERATOR', 'MEMBER'] as const
const everybody = [...members, 'OUTSIDER'] as const

/**
 * The policy: who may do what in which kind of room. This table is the whole of it; every door asks it through
 * `access.ts`. In a direct room all are members and nobody is more. What a room's archiving forbids is said beside it.
 */
const policy: Record<RoomOperation, Rule> = {
  see: { PUBLIC: everybody, PRIVATE: members, DIRECT: members },
  read: { PUBLIC: members, PRIVATE: members, DIRECT: members },
  post: { PUBLIC: members, PRIVATE: members, DIRECT: members },
  react: { PUBLIC: members, PRIVATE: members, DIRECT: members },
  join: { PUBLIC: everybody },
  leave: { PUBLIC: members, PRIVATE: members },
  invite: { PUBLIC: members, PRIVATE: moderators },
  remove: { PUBLIC: moderators, PRIVATE: moderators },
  rename: { PUBLIC: moderators, PRIVATE: moderators, DIRECT: [] },
  setTopic: { PUBLIC: members, PRIVATE: members, DIRECT: members },
  archive: { PUBLIC: owners, PRIVATE: owners },
  setRole: { PUBLIC: owners, PRIVATE: owners },
  retractAny: { PUBLIC: moderators, PRIVATE: moderators },
}

/** What an archived room still allows: to be read, left, and taken out of the archive. */
const allowedInArchive = new Set<RoomOperation>(['see', 'read', 'leave', 'archive'])

const rank: Record<Standing, number> = { OWNER: 3, MODERATOR: 2, MEMBER: 1, OUTSIDER: 0 }

type Place = { room: Pick<RoomRow, 'kind' | 'archived_at'>; membership: Pick<MembershipRow, 'role'> | null }

/** Whether the policy's table allows it, whatever the archive says. */
export function isPermitted(operation: RoomOperation, { room, membership }: Place): boolean {
  const standing = membership?.role ?? 'OUTSIDER'
  return policy[operation][room.kind]?.includes(standing) ?? false
}

/** Whether the room's being archived forbids what would be permitted otherwise. */
export function isClosedByArchive(operation: RoomOperation, room: Pick<RoomRow, 'archived_at'>): boolean {
  return room.archived_at !== null && !allowedInArchive.has(operation)
}

/** All that somebody may do in a room now. */
export function permissionsIn(place: Place): RoomOperation[] {
  const isMember = place.membership !== null
  return roomOperations.filter(
    (it) => isPermitted(it, place) && !isClosedByArchive(it, place.room) && !(it === 'join' && isMember),
  )
}

/** Whether one role stands above another: only those below can be removed. */
export function isAbove(role: RoomRole, other: RoomRole): boolean {
  return rank[role] > rank[other]
}
