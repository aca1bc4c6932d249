import { InvalidInputError, OverloadedError, TooManyAttemptsError } from '../../errors.ts'
import { ErrorInterface } from '../../schema/base.ts'
import { builder } from '../../schema/builder.ts'
import { RoomRef } from '../rooms/room.graphql.ts'
import { RoomArchivedError } from '../rooms/room-errors.ts'
import { MessageRef } from './message.graphql.ts'
import { EmptyMessageError, MessageRetractedError, MessageTooLongError } from './message-errors.ts'
import { parseMessageId } from './message-id.ts'
import { editMessage, retractMessage, sendMessage } from './messages.ts'

builder.objectType(MessageTooLongError, {
  name: 'MessageTooLongError',
  description: 'The text is over the limit.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    limit: t.exposeInt('limit', { description: 'How many characters a message has at most.' }),
    length: t.exposeInt('length', { description: 'How many this one has.' }),
  }),
})
builder.objectType(EmptyMessageError, {
  name: 'EmptyMessageError',
  description: 'The text is nothing but white space.',
  interfaces: [ErrorInterface],
})
builder.objectType(MessageRetractedError, {
  name: 'MessageRetractedError',
  description: 'The message was taken back: nothing is left to edit or to react to.',
  interfaces: [ErrorInterface],
})

const SendMessageInput = builder.inputType('SendMessageInput', {
  description: 'A new message.',
  fields: (t) => ({
    roomId: t.globalID({ required: true, for: RoomRef, description: 'Where to.' }),
    clientId: t.string({
      required: true,
      description: 'Made by the client (a UUID): sending again with the same one finds the first message.',
    }),
    text: t.string({ required: true, description: 'Markdown, 1 to 8,000 characters.' }),
    rootId: t.globalID({ for: MessageRef, description: 'The message in whose thread this is a reply.' }),
  }),
})

const EditMessageInput = builder.inputType('EditMessageInput', {
  description: 'A message’s new text.',
  fields: (t) => ({
    messageId: t.globalID({ required: true, for: MessageRef, description: 'The message.' }),
    text: t.string({ required: true, description: 'Markdown, 1 to 8,000 characters.' }),
  }),
})

const RetractMessageInput = builder.inputType('RetractMessageInput', {
  description: 'Which message to take back.',
  fields: (t) => ({ messageId: t.globalID({ required: true, for: MessageRef, description: 'The message.' }) }),
})

builder.mutationFields((t) => ({
  sendMessage: t.field({
    type: MessageRef,
    description: 'Posts a message. When this answers, the message is durable and has its place in the room’s order.',
    errors: {
      types: [
        MessageTooLongError,
        EmptyMessageError,
        RoomArchivedError,
        InvalidInputError,
        TooManyAttemptsError,
        OverloadedError,
      ],
    },
    args: { input: t.arg({ type: SendMessageInput, required: true, description: 'The message.' }) },
    resolve: (_root, { input }, ctx) =>
      sendMessage(ctx, {
        roomId: input.roomId.id,
        clientId: input.clientId,
        text: input.text,
        root: input.rootId ? parseMessageId(input.rootId.id) : null,
      }),
  }),
  editMessage: t.field({
    type: MessageRef,
    description: 'Changes the viewer’s own message; its history is kept.',
    errors: {
      types: [MessageTooLongError, EmptyMessageError, MessageRetractedError, RoomArchivedError, OverloadedError],
    },
    args: { input: t.arg({ type: EditMessageInput, required: true, description: 'The new text.' }) },
    resolve: (_root, { input }, ctx) => editMessage(ctx, parseMessageId(input.messageId.id), input.text),
  }),
  retractMessage: t.field({
    type: MessageRef,
    description: 'Takes a message back: one’s own, or as a moderator anybody’s. A tombstone stays, the text is gone.',
    errors: { types: [RoomArchivedError, OverloadedError] },
    args: { input: t.arg({ type: RetractMessageInput, required: true, description: 'The message.' }) },
    resolve: (_root, { input }, ctx) => retractMessage(ctx, parseMessageId(input.messageId.id)),
  }),
}))
