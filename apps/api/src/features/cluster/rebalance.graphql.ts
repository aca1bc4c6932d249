import type { ClusterRebalanceRow } from '@parley/db'
import { dbOf } from '../../context.ts'
import { InvalidInputError } from '../../errors.ts'
import { builder } from '../../schema/builder.ts'
import { AdminRoomRef } from '../administration/admin-room.graphql.ts'
import { existing } from '../rooms/member.graphql.ts'
import { RoomRef } from '../rooms/room.graphql.ts'
import { roomLoader } from '../rooms/room.loader.ts'
import { acting } from './acting.ts'
import { ClusterNodeStateError } from './cluster-errors.ts'
import { ClusterRef } from './cluster.graphql.ts'
import { moveRoom } from './move-room.ts'
import { ClusterNodeRef } from './node.graphql.ts'
import { clusterNodeLoader } from './node.loader.ts'
import type { Move } from './move-rooms.ts'
import { currentRebalance, rebalancePlan, startRebalance } from './rebalance.ts'

const RoomMove = builder.objectRef<Move>('RoomMove').implement({
  description: 'A room that is to get another home.',
  authScopes: { admin: true },
  fields: (t) => ({
    room: t.field({
      type: AdminRoomRef,
      description: 'The room.',
      resolve: async ({ roomId }, _args, ctx) => existing(await roomLoader(ctx).load(roomId)),
    }),
    from: t.field({
      type: ClusterNodeRef,
      nullable: true,
      description: 'Where it has its home now.',
      resolve: ({ from }, _args, ctx) => (from === null ? null : clusterNodeLoader(ctx).load(from)),
    }),
    to: t.field({
      type: ClusterNodeRef,
      description: 'Where it is to have it.',
      resolve: async ({ to }, _args, ctx) => existing(await clusterNodeLoader(ctx).load(to)),
    }),
    reason: t.exposeString('reason', { description: 'Why, in one sentence.' }),
  }),
})

const RebalancePlan = builder.objectRef<{ moves: Move[]; total: number }>('RebalancePlan').implement({
  description: 'What a rebalance would do now: give each active node its share of the rooms, by its capacity.',
  authScopes: { admin: true },
  fields: (t) => ({
    moves: t.expose('moves', { type: [RoomMove], description: 'The first of its moves, at most 200.' }),
    total: t.exposeInt('total', { description: 'How many moves there are.' }),
  }),
})

const RebalanceProgress = builder.objectRef<ClusterRebalanceRow>('RebalanceProgress').implement({
  description: 'A rebalance that is under way.',
  authScopes: { admin: true },
  fields: (t) => ({
    total: t.exposeInt('total', { description: 'How many moves there were to be when it began.' }),
    done: t.exposeInt('done', { description: 'How many are done.' }),
    startedAt: t.field({ type: 'DateTime', description: 'When it began.', resolve: (row) => row.started_at }),
    movesPerMinute: t.exposeInt('moves_per_minute', { description: 'How many moves it makes in a minute at most.' }),
  }),
})

builder.objectFields(ClusterRef, (t) => ({
  rebalancePlan: t.field({
    type: RebalancePlan,
    description: 'What a rebalance would do now. Changes nothing.',
    complexity: 50,
    resolve: (_cluster, _args, ctx) => rebalancePlan(ctx.core.database, 200),
  }),
  rebalance: t.field({
    type: RebalanceProgress,
    nullable: true,
    description: 'The rebalance that is under way; null when none is.',
    resolve: (_cluster, _args, ctx) => currentRebalance(dbOf(ctx)),
  }),
}))

const RebalanceRoomsInput = builder.inputType('RebalanceRoomsInput', {
  description: 'How rooms are to be spread anew.',
  fields: (t) => ({
    movesPerMinute: t.int({ defaultValue: 60, description: 'How many rooms move in a minute at most, 1 to 6,000.' }),
  }),
})

const MoveRoomInput = builder.inputType('MoveRoomInput', {
  description: 'Which room is to have its home where.',
  fields: (t) => ({
    roomId: t.globalID({ required: true, for: [AdminRoomRef, RoomRef], description: 'The room.' }),
    nodeId: t.globalID({ required: true, for: ClusterNodeRef, description: 'An active node.' }),
  }),
})

builder.mutationFields((t) => ({
  rebalanceRooms: t.field({
    type: ClusterRef,
    description:
      'Has the leader give each active node its share of the rooms; nothing to do is a success. For administrators.',
    authScopes: { admin: true },
    errors: { types: [InvalidInputError] },
    args: { input: t.arg({ type: RebalanceRoomsInput, required: true, description: 'How fast.' }) },
    resolve: async (_root, { input }, ctx) => {
      await startRebalance(acting(ctx), ctx.core.cluster.self, input.movesPerMinute ?? 60)
      return {}
    },
  }),
  moveRoom: t.field({
    type: AdminRoomRef,
    description: 'Gives a room its home at a node. For administrators.',
    authScopes: { admin: true },
    errors: { types: [ClusterNodeStateError] },
    args: { input: t.arg({ type: MoveRoomInput, required: true, description: 'Which room, where.' }) },
    resolve: (_root, { input }, ctx) =>
      moveRoom(ctx, acting(ctx), { roomId: input.roomId.id, nodeId: input.nodeId.id }),
  }),
}))
