import type { RoomRow } from '@parley/db'
import { isAdministrator } from '../../context.ts'
import { builder } from '../../schema/builder.ts'
import { RoomKind } from '../rooms/room.graphql.ts'
import { memberCountLoader, roomLoader } from '../rooms/room.loader.ts'

export const AdminRoomRef = builder.objectRef<RoomRow>('AdminRoom')

export const AdminRoomConnection = builder.connectionObject(
  { type: AdminRoomRef, name: 'AdminRoomConnection', description: 'A page of rooms.' },
  { name: 'AdminRoomEdge', description: 'One of them, and where it lies in the list.' },
)

builder.node(AdminRoomRef, {
  description: 'A room as administrators see it, whoever is in it: its size, and nothing of what is said there.',
  authScopes: { admin: true },
  id: { resolve: (room) => room.id, description: 'Identifies the room here. `Room` has an id of its own.' },
  loadMany: (ids, ctx) => ids.map((id) => (isAdministrator(ctx) ? roomLoader(ctx).load(id) : null)),
  fields: (t) => ({
    kind: t.expose('kind', { type: RoomKind, description: 'Who can find and enter it.' }),
    name: t.string({
      nullable: true,
      description: 'Null for a direct conversation.',
      resolve: (room) => (room.kind === 'DIRECT' ? null : room.name),
    }),
    topic: t.string({
      description: 'What it is about; empty for a direct conversation.',
      resolve: (room) => (room.kind === 'DIRECT' ? '' : room.topic),
    }),
    memberCount: t.int({
      description: 'How many members it has.',
      resolve: async (room, _args, ctx) => (await memberCountLoader(ctx).load(room.id)) ?? 0,
    }),
    messageCount: t.exposeInt('message_count', {
      description: 'How many messages were ever posted in its main timeline.',
    }),
    createdAt: t.field({ type: 'DateTime', description: 'When it was made.', resolve: (room) => room.created_at }),
    lastMessageAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the last message of its main timeline was posted.',
      resolve: (room) => room.last_message_at,
    }),
    archivedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when it can only be read. Null when it isn’t archived.',
      resolve: (room) => room.archived_at,
    }),
    isDefault: t.boolean({ description: 'Everybody new lands in it.', resolve: (room) => room.is_default === 1 }),
  }),
})
