import { OverloadedError } from '../../errors.ts'
import { builder } from '../../schema/builder.ts'
import { MembershipRef } from '../rooms/membership.graphql.ts'
import { RoomRef } from '../rooms/room.graphql.ts'
import { markRead } from './receipts.ts'

const MarkReadInput = builder.inputType('MarkReadInput', {
  description: 'How far the viewer has read.',
  fields: (t) => ({
    roomId: t.globalID({ required: true, for: RoomRef, description: 'The room.' }),
    seq: t.int({
      required: true,
      description: 'The number of the last event that was seen; a smaller one than before marks as unread.',
    }),
  }),
})

builder.mutationField('markRead', (t) =>
  t.field({
    type: MembershipRef,
    description: 'Moves the viewer’s read marker, forwards or backwards.',
    errors: { types: [OverloadedError] },
    args: { input: t.arg({ type: MarkReadInput, required: true, description: 'The marker.' }) },
    resolve: (_root, { input }, ctx) => markRead(ctx, { roomId: input.roomId.id, seq: input.seq }),
  }),
)
