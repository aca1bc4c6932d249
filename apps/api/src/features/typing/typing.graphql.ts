import { primed } from '../../realtime/prime.ts'
import { builder } from '../../schema/builder.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { existing } from '../rooms/member.graphql.ts'
import { RoomRef } from '../rooms/room.graphql.ts'
import type { Signal } from './signals.ts'
import { followRoomSignals, setTyping } from './typing.ts'

export type SignalOf<T extends Signal['type']> = Extract<Signal, { type: T }>

export const RoomSignalRef = builder.interfaceRef<Signal>('RoomSignal').implement({
  description: 'Something that passes in a room and may be lost: it has no number, and is never told again.',
  resolveType: (signal) => signal.type,
  fields: (t) => ({
    roomId: t.globalID({ description: 'The room.', resolve: ({ roomId }) => ({ type: 'Room', id: roomId }) }),
  }),
})

builder.objectType(builder.objectRef<SignalOf<'TypingChanged'>>('TypingChanged'), {
  description: 'Somebody types, or stopped. Without news for 6 seconds they have stopped; the server tells that too.',
  interfaces: [RoomSignalRef],
  fields: (t) => ({
    user: t.field({
      type: UserRef,
      description: 'Who.',
      resolve: async ({ userId }, _args, ctx) => existing(await userLoader(ctx).load(userId)),
    }),
    isTyping: t.exposeBoolean('isTyping', { description: 'Whether they type now.' }),
  }),
})

builder.objectType(builder.objectRef<SignalOf<'PresenceChanged'>>('PresenceChanged'), {
  description: 'A member of the room came online or went: see `user.presence`.',
  interfaces: [RoomSignalRef],
  fields: (t) => ({
    user: t.field({
      type: UserRef,
      description: 'Who.',
      resolve: async ({ userId }, _args, ctx) => existing(await userLoader(ctx).load(userId)),
    }),
  }),
})

const SetTypingInput = builder.inputType('SetTypingInput', {
  description: 'Where somebody types.',
  fields: (t) => ({
    roomId: t.globalID({ required: true, for: RoomRef, description: 'The room.' }),
    isTyping: t.boolean({ required: true, description: 'False when they stop without sending.' }),
  }),
})

builder.mutationField('setTyping', (t) =>
  t.boolean({
    description:
      'Tells a room that the viewer types, or stopped. Repeat it every few seconds while they do; a message of theirs ends it. Always true.',
    args: { input: t.arg({ type: SetTypingInput, required: true, description: 'Where.' }) },
    resolve: async (_root, { input }, ctx) => {
      await setTyping(ctx, { roomId: input.roomId.id, isTyping: input.isTyping })
      return true
    },
  }),
)

builder.subscriptionField('roomSignals', (t) =>
  t.field({
    type: RoomSignalRef,
    description:
      'What passes in a room and may be lost: typing, presence, a new home. Ends when the right to read ends.',
    args: { roomId: t.arg.globalID({ required: true, for: RoomRef, description: 'The room.' }) },
    subscribe: (_root, { roomId }, ctx) => followRoomSignals(ctx, roomId.id),
    resolve: (signal: Signal, _args, ctx) => primed(ctx, signal),
  }),
)
