import type { Context } from '../../context.ts'
import { OverloadedError } from '../../errors.ts'
import type { ReactionSummary } from '../../realtime/events.ts'
import { ErrorInterface } from '../../schema/base.ts'
import { builder, viewerDependent } from '../../schema/builder.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { MessageRef, visibleMessage } from '../messages/message.graphql.ts'
import { MessageRetractedError } from '../messages/message-errors.ts'
import { formatMessageId, type MessageId, parseMessageId } from '../messages/message-id.ts'
import { RoomArchivedError } from '../rooms/room-errors.ts'
import { ownReactionsLoader, reactionsLoader } from './reaction.loader.ts'
import { addReaction, removeReaction, TooManyReactionsError, UnknownEmojiError } from './reactions.ts'

type ReactionGroup = ReactionSummary & { message: MessageId }

const ReactionGroupRef = builder.objectRef<ReactionGroup>('ReactionGroup')

builder.node(ReactionGroupRef, {
  description: 'Everybody who reacted to one message with one emoji.',
  id: {
    resolve: (group) => `${formatMessageId(group.message)}:${group.emoji}`,
    description: 'Identifies the message and the emoji.',
  },
  loadMany: (ids, ctx) => Promise.all(ids.map((id) => visibleGroup(ctx, id))),
  fields: (t) => ({
    emoji: t.exposeString('emoji', { description: 'The emoji itself.' }),
    count: t.exposeInt('count', { description: 'How many people reacted with it.' }),
    users: t.field({
      type: [UserRef],
      description: 'Who, the earliest first, at most 50.',
      resolve: async (group, _args, ctx) => {
        const users = await Promise.all(group.userIds.map((id) => userLoader(ctx).load(id)))
        return users.filter((user) => user !== null)
      },
    }),
    viewerHasReacted: t.boolean({
      description: 'Whether the viewer is among them. Depends on who looks.',
      ...viewerDependent,
      resolve: async ({ message, emoji }, _args, ctx) => {
        if (!ctx.viewer) return false
        const own = await ownReactionsLoader(ctx).load([message.roomId, message.seq, ctx.viewer.user.id])
        return own?.has(emoji) ?? false
      },
    }),
  }),
})

async function visibleGroup(ctx: Context, id: string): Promise<ReactionGroup | null> {
  const [, roomId = '', seq = '', emoji = ''] = /^([^:]*):([^:]*):(.*)$/s.exec(id) ?? []
  const message = await visibleMessage(ctx, `${roomId}:${seq}`)
  if (!message) return null
  const groups = (await reactionsLoader(ctx).load([roomId, message.seq])) ?? []
  const group = groups.find((it) => it.emoji === emoji)
  return group ? { ...group, message: { roomId, seq: message.seq } } : null
}

builder.objectField(MessageRef, 'reactions', (t) =>
  t.field({
    type: [ReactionGroupRef],
    description: 'Its reactions, by emoji, the one that came first in front; at most 50 different ones.',
    resolve: async ({ room_id: roomId, seq }, _args, ctx) => {
      const groups = (await reactionsLoader(ctx).load([roomId, seq])) ?? []
      return groups.map((group) => ({ ...group, message: { roomId, seq } }))
    },
  }),
)

builder.objectType(UnknownEmojiError, {
  name: 'UnknownEmojiError',
  description: 'Not one emoji.',
  interfaces: [ErrorInterface],
})
builder.objectType(TooManyReactionsError, {
  name: 'TooManyReactionsError',
  description: 'More different emoji than a message can have.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ limit: t.exposeInt('limit', { description: 'How many it can have.' }) }),
})

const ReactionInput = builder.inputType('ReactionInput', {
  description: 'Which reaction to which message.',
  fields: (t) => ({
    messageId: t.globalID({ required: true, for: MessageRef, description: 'The message.' }),
    emoji: t.string({ required: true, description: 'One emoji.' }),
  }),
})

builder.mutationFields((t) => ({
  addReaction: t.field({
    type: MessageRef,
    description: 'Reacts to a message. A reaction that is there already is a success.',
    errors: {
      types: [UnknownEmojiError, TooManyReactionsError, MessageRetractedError, RoomArchivedError, OverloadedError],
    },
    args: { input: t.arg({ type: ReactionInput, required: true, description: 'The reaction.' }) },
    resolve: (_root, { input }, ctx) => addReaction(ctx, parseMessageId(input.messageId.id), input.emoji),
  }),
  removeReaction: t.field({
    type: MessageRef,
    description: 'Takes the viewer’s reaction away. One that isn’t there is a success.',
    errors: { types: [RoomArchivedError, OverloadedError] },
    args: { input: t.arg({ type: ReactionInput, required: true, description: 'The reaction.' }) },
    resolve: (_root, { input }, ctx) => removeReaction(ctx, parseMessageId(input.messageId.id), input.emoji),
  }),
}))
