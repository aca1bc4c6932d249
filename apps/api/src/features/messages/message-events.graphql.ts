import { definePrimer } from '../../realtime/prime.ts'
import type { RoomEvent } from '../../realtime/events.ts'
import { builder } from '../../schema/builder.ts'
import { existing } from '../rooms/member.graphql.ts'
import { RoomRef } from '../rooms/room.graphql.ts'
import { roomLoader } from '../rooms/room.loader.ts'
import { type EventOf, RoomEventRef } from '../rooms/room-events.graphql.ts'
import { mentionsLoader, messageLoader } from './message.loader.ts'
import { MessageRef } from './message.graphql.ts'

builder.objectType(builder.objectRef<RoomEvent>('MessagePosted'), {
  description: 'A message of the main timeline, or a reply (then `message.root` has its new `replyCount`).',
  interfaces: [RoomEventRef],
  fields: (t) => ({
    message: t.field({
      type: MessageRef,
      description: 'The message as it is now.',
      resolve: async ({ roomId, seq }, _args, ctx) => existing(await messageLoader(ctx).load([roomId, seq])),
    }),
    room: t.field({
      type: RoomRef,
      description: 'The room with its new counts.',
      resolve: async (event, _args, ctx) => existing(await roomLoader(ctx).load(event.roomId)),
    }),
  }),
})

for (const [name, description] of [
  ['MessageEdited', 'A message says something else now.'],
  ['MessageRetracted', 'A message was taken back: a tombstone stays.'],
] as const) {
  builder.objectType(builder.objectRef<EventOf<typeof name>>(name), {
    description,
    interfaces: [RoomEventRef],
    fields: (t) => ({
      message: t.field({
        type: MessageRef,
        description: 'The message as it is now.',
        resolve: async ({ roomId, data }, _args, ctx) =>
          existing(await messageLoader(ctx).load([roomId, data.messageSeq])),
      }),
    }),
  })
}

definePrimer((ctx, { messages = [], mentions = [] }, roomId) => {
  for (const message of messages) messageLoader(ctx).prime([message.room_id, message.seq], message)
  for (const { seq, userIds } of mentions) mentionsLoader(ctx).prime([roomId, seq], userIds)
})
