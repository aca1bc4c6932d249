import { definePrimer } from '../../realtime/prime.ts'
import { builder } from '../../schema/builder.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { MessageRef } from '../messages/message.graphql.ts'
import { messageLoader } from '../messages/message.loader.ts'
import { existing } from '../rooms/member.graphql.ts'
import { type EventOf, RoomEventRef } from '../rooms/room-events.graphql.ts'
import { reactionsLoader } from './reaction.loader.ts'

for (const [name, description] of [
  ['ReactionAdded', 'Somebody reacted to a message.'],
  ['ReactionRemoved', 'Somebody took a reaction back.'],
] as const) {
  builder.objectType(builder.objectRef<EventOf<typeof name>>(name), {
    description,
    interfaces: [RoomEventRef],
    fields: (t) => ({
      message: t.field({
        type: MessageRef,
        description: 'The message with its reactions as they are now.',
        resolve: async ({ roomId, data }, _args, ctx) =>
          existing(await messageLoader(ctx).load([roomId, data.messageSeq])),
      }),
      emoji: t.string({ description: 'The emoji.', resolve: ({ data }) => data.emoji }),
      user: t.field({
        type: UserRef,
        description: 'Whose reaction.',
        resolve: async ({ data }, _args, ctx) => existing(await userLoader(ctx).load(data.userId)),
      }),
    }),
  })
}

definePrimer((ctx, { reactions = [] }, roomId) => {
  for (const { seq, groups } of reactions) reactionsLoader(ctx).prime([roomId, seq], groups)
})
