import type { RoomRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { builder, connectionCost } from '../../schema/builder.ts'
import { type PageArgs, page } from '../../paging.ts'
import { betweenNames, contains, type NameKey, nameCursor } from '../../names.ts'
import { RoomConnection, RoomRef } from './room.graphql.ts'

builder.queryField('publicRooms', (t) =>
  t.connection(
    {
      type: RoomRef,
      description: 'The public rooms that aren’t archived, by name; those the viewer is in as well.',
      complexity: connectionCost,
      args: {
        search: t.arg.string({ description: 'Only those whose name or topic contains this, at most 80 characters.' }),
      },
      resolve: (_root, args, ctx) => publicRooms(ctx, args),
    },
    RoomConnection,
  ),
)

function publicRooms(ctx: Context, args: PageArgs & { search?: string | null }) {
  return page<RoomRow, NameKey>({
    args,
    cursor: { of: (room) => nameCursor.of(room.public_name ?? '', room.id), parse: nameCursor.parse },
    read: ({ after, before, limit, inverted }) =>
      dbOf(ctx)
        .selectFrom('room')
        .selectAll()
        .where('public_name', 'is not', null)
        .where(betweenNames(['public_name', 'id'], { after, before }))
        .$if(Boolean(args.search), (query) => query.where(contains(['name', 'topic'], args.search ?? '')))
        .orderBy('public_name', inverted ? 'desc' : 'asc')
        .orderBy('id', inverted ? 'desc' : 'asc')
        .limit(limit)
        .execute(),
  })
}
