import { roomTitle } from '../rooms/room-title.ts'
import type { SidebarMembership } from './app-query.ts'

export type SidebarRoom = {
  id: string
  title: string
  room: SidebarMembership['room']
  unread: number
  mentions: number
}

/** The sidebar's two lists: rooms by name, conversations by their last message. Archived rooms stay away. */
export function sidebarRooms(memberships: readonly SidebarMembership[], viewerId: string) {
  const all = memberships.map((membership) => toSidebarRoom(membership, viewerId))
  const rooms = all.filter(({ room }) => room.kind !== 'DIRECT' && !room.isArchived)
  const direct = all.filter(({ room }) => room.kind === 'DIRECT')
  return {
    rooms: rooms.toSorted((a, b) => a.title.localeCompare(b.title, undefined, { numeric: true })),
    direct: direct.toSorted((a, b) => (b.room.lastMessageAt ?? '').localeCompare(a.room.lastMessageAt ?? '')),
  }
}

function toSidebarRoom(membership: SidebarMembership, viewerId: string): SidebarRoom {
  const { room } = membership
  const unread = Math.max(0, room.messageCount - membership.readCount)
  return {
    id: room.id,
    title: roomTitle(room, viewerId),
    room,
    unread,
    // In a conversation between people every message is meant for them.
    mentions: room.kind === 'DIRECT' ? unread : membership.mentionCount,
  }
}

/** What waits in all rooms together, for the document's title. */
export function totalUnread(rooms: readonly SidebarRoom[]): { count: number; hasMention: boolean } {
  return {
    count: rooms.reduce((sum, room) => sum + room.unread, 0),
    hasMention: rooms.some((room) => room.mentions > 0),
  }
}

/** The room that is `step` places after this one, going round. */
export function neighbour<T extends { id: string }>(rooms: readonly T[], id: string | undefined, step: 1 | -1) {
  if (rooms.length === 0) return undefined
  const index = rooms.findIndex((room) => room.id === id)
  if (index < 0) return step === 1 ? rooms[0] : rooms.at(-1)
  return rooms[(index + step + rooms.length) % rooms.length]
}
