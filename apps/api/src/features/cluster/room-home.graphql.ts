import { builder } from '../../schema/builder.ts'
import { RoomRef } from '../rooms/room.graphql.ts'
import { RoomSignalRef, type SignalOf } from '../typing/typing.graphql.ts'
import { feedPathOf } from './feed-path.ts'
import { ClusterNodeRef } from './node.graphql.ts'
import { clusterNodeLoader, homeOf } from './node.loader.ts'

builder.objectFields(RoomRef, (t) => ({
  home: t.field({
    type: ClusterNodeRef,
    nullable: true,
    description: 'The node at which following the room is cheapest; null until it has one. Any node serves it.',
    resolve: (room, _args, ctx) => homeOf(ctx, room.id),
  }),
  feedPath: t.string({
    description: 'The path at which following the room is cheapest. `/graphql` serves it as well.',
    resolve: async (room, _args, ctx) => feedPathOf(await homeOf(ctx, room.id)),
  }),
}))

builder.objectType(builder.objectRef<SignalOf<'RoomMoved'>>('RoomMoved'), {
  description: 'The room has another home. Follow it there when it suits: the old path goes on to work.',
  interfaces: [RoomSignalRef],
  fields: (t) => ({
    home: t.field({
      type: ClusterNodeRef,
      nullable: true,
      description: 'The node at which following the room is cheapest now.',
      resolve: ({ nodeId }, _args, ctx) => clusterNodeLoader(ctx).load(nodeId),
    }),
    feedPath: t.exposeString('feedPath', { description: 'The path at which following the room is cheapest now.' }),
  }),
})
