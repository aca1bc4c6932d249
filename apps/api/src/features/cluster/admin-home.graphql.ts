import type { RoomRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { betweenNames, type NameKey, nameCursor } from '../../names.ts'
import { page, type PageArgs } from '../../paging.ts'
import { builder, connectionCost } from '../../schema/builder.ts'
import { AdminRoomConnection, AdminRoomRef } from '../administration/admin-room.graphql.ts'
import { ClusterNodeRef } from './node.graphql.ts'
import { homeOf, placementLoader } from './node.loader.ts'

builder.objectFields(AdminRoomRef, (t) => ({
  home: t.field({
    type: ClusterNodeRef,
    nullable: true,
    description: 'The node at which following it is cheapest; null until it has one.',
    resolve: (room, _args, ctx) => homeOf(ctx, room.id),
  }),
  homeReason: t.string({
    nullable: true,
    description: 'Why it has its home there, in a sentence or two.',
    resolve: async (room, _args, ctx) => (await placementLoader(ctx).load(room.id))?.reason ?? null,
  }),
  placedAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'Since when.',
    resolve: async (room, _args, ctx) => (await placementLoader(ctx).load(room.id))?.placed_at ?? null,
  }),
}))

builder.objectField(ClusterNodeRef, 'rooms', (t) =>
  t.connection(
    {
      type: AdminRoomRef,
      description: 'The rooms that have their home here, by name.',
      authScopes: { admin: true },
      complexity: connectionCost,
      resolve: (node, args, ctx) => roomsPage(ctx, node.id, args),
    },
    AdminRoomConnection,
  ),
)

function roomsPage(ctx: Context, nodeId: string, args: PageArgs) {
  return page<RoomRow, NameKey>({
    args,
    cursor: { of: (room) => nameCursor.of(room.name, room.id), parse: nameCursor.parse },
    read: ({ after, before, limit, inverted }) =>
      dbOf(ctx)
        .selectFrom('room_placement')
        .innerJoin('room', 'room.id', 'room_placement.room_id')
        .selectAll('room')
        .where('room_placement.node_id', '=', nodeId)
        .where(betweenNames(['room.name', 'room.id'], { after, before }))
        .orderBy('room.name', inverted ? 'desc' : 'asc')
        .orderBy('room.id', inverted ? 'desc' : 'asc')
        .limit(limit)
        .execute(),
  })
}
