import { expect, test } from 'vitest'
import type { SidebarMembership } from './app-query.ts'
import { neighbour, sidebarRooms, totalUnread } from './sidebar-rooms.ts'

const ada = { id: 'ada', username: 'ada', name: 'Ada Lindqvist', presence: 'ONLINE' as const }
const mira = { id: 'mira', username: 'mira', name: 'Mira Okafor', presence: 'OFFLINE' as const }
const sol = { id: 'sol', username: 'sol', name: 'Sol Reyes', presence: 'OFFLINE' as const }

type Options = Partial<SidebarMembership['room']> & { readCount?: number; mentionCount?: number }

function membership(id: string, { readCount = 10, mentionCount = 0, ...room }: Options): SidebarMembership {
  return {
    id: `m-${id}`,
    role: 'MEMBER',
    readSeq: 10,
    readCount,
    mentionCount,
    room: {
      id,
      kind: 'PUBLIC',
      name: id,
      topic: '',
      isDefault: false,
      isArchived: false,
      messageCount: 10,
      lastSeq: 10,
      lastMessageAt: null,
      directMembers: [],
      ...room,
    },
  }
}

test('rooms come by name, conversations by their last message, archived rooms not at all', () => {
  const { rooms, direct } = sidebarRooms(
    [
      membership('room 10', {}),
      membership('room 2', {}),
      membership('old', { isArchived: true }),
      membership('d1', { kind: 'DIRECT', name: '', directMembers: [ada, mira], lastMessageAt: '2026-01-01T00:00:00Z' }),
      membership('d2', {
        kind: 'DIRECT',
        name: '',
        directMembers: [ada, mira, sol],
        lastMessageAt: '2026-02-01T00:00:00Z',
      }),
    ],
    'ada',
  )
  expect(rooms.map((room) => room.title)).toEqual(['room 2', 'room 10'])
  expect(direct.map((room) => room.title)).toEqual(['Mira, Sol', 'Mira Okafor'])
})

test('unread is what was posted less what was read, and in a conversation all of it is meant for me', () => {
  const { rooms, direct } = sidebarRooms(
    [
      membership('general', { messageCount: 15, readCount: 12, mentionCount: 1 }),
      membership('ahead', { messageCount: 3, readCount: 5 }),
      membership('d', { kind: 'DIRECT', name: '', directMembers: [ada, mira], messageCount: 4, readCount: 2 }),
    ],
    'ada',
  )
  expect(rooms.map(({ id, unread, mentions }) => ({ id, unread, mentions }))).toEqual([
    { id: 'ahead', unread: 0, mentions: 0 },
    { id: 'general', unread: 3, mentions: 1 },
  ])
  expect(direct[0]).toMatchObject({ unread: 2, mentions: 2 })
  expect(totalUnread([...rooms, ...direct])).toEqual({ count: 5, hasMention: true })
})

test('going to the neighbour goes round, and starts at an end when no room is open', () => {
  const rooms = [{ id: 'a' }, { id: 'b' }]
  expect(neighbour(rooms, 'b', 1)?.id).toBe('a')
  expect(neighbour(rooms, 'a', -1)?.id).toBe('b')
  expect(neighbour(rooms, undefined, -1)?.id).toBe('b')
  expect(neighbour([], 'a', 1)).toBeUndefined()
})
