import type { MessageRevisionRow, MessageRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { AccessError } from '../../errors.ts'
import { builder, connectionCost, viewerDependent } from '../../schema/builder.ts'
import { page } from '../../paging.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { accessRoom } from '../rooms/access.ts'
import { existing } from '../rooms/member.graphql.ts'
import { RoomRef } from '../rooms/room.graphql.ts'
import { roomLoader } from '../rooms/room.loader.ts'
import { accessMessage } from './access.ts'
import { timelinePage } from './history.ts'
import { mentionsLoader, messageLoader, repliersLoader } from './message.loader.ts'
import { formatMessageId, parseMessageId } from './message-id.ts'

export const MessageRef = builder.objectRef<MessageRow>('Message')

export const MessageConnection = builder.connectionObject(
  { type: MessageRef, name: 'MessageConnection', description: 'A page of messages.' },
  { name: 'MessageEdge', description: 'One of them, and where it lies in the list.' },
)

export const MessageRevisionRef = builder.objectRef<MessageRevisionRow>('MessageRevision')

export const MessageRevisionConnection = builder.connectionObject(
  { type: MessageRevisionRef, name: 'MessageRevisionConnection', description: 'A page of earlier texts.' },
  { name: 'MessageRevisionEdge', description: 'One of them, and where it lies in the list.' },
)

const keyOf = (message: MessageRow) => [message.room_id, message.seq] as const

builder.node(MessageRef, {
  description: 'Something somebody said in a room.',
  id: {
    resolve: (message) => formatMessageId({ roomId: message.room_id, seq: message.seq }),
    description: 'Identifies the message everywhere.',
  },
  loadMany: (ids, ctx) => Promise.all(ids.map((id) => visibleMessage(ctx, id))),
  fields: (t) => ({
    room: t.field({
      type: RoomRef,
      description: 'Where it was said.',
      resolve: async (message, _args, ctx) => existing(await roomLoader(ctx).load(message.room_id)),
    }),
    seq: t.exposeInt('seq', {
      description: 'The number of the event that posted it: its place in the room’s one order.',
    }),
    ordinal: t.exposeInt('ordinal', {
      description: 'Its place among the messages of the main timeline, gapless from 1; 0 for a reply in a thread.',
    }),
    clientId: t.exposeString('client_id', {
      description: 'The id that the sender’s client made: an optimistic message is recognised by it.',
    }),
    author: t.field({
      type: UserRef,
      description: 'Who said it.',
      resolve: async (message, _args, ctx) => existing(await userLoader(ctx).load(message.author_id)),
    }),
    text: t.exposeString('text', { nullable: true, description: 'Markdown. Null once it is retracted.' }),
    createdAt: t.field({ type: 'DateTime', description: 'When it was posted.', resolve: (it) => it.created_at }),
    editedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was last edited.',
      resolve: (it) => it.edited_at,
    }),
    retractedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken back. A tombstone stays; text, history and reactions are gone.',
      resolve: (it) => it.retracted_at,
    }),
    retractedBy: t.field({
      type: UserRef,
      nullable: true,
      description: 'Who took it back: its author or a moderator.',
      resolve: (it, _args, ctx) => (it.retracted_by ? userLoader(ctx).load(it.retracted_by) : null),
    }),
    root: t.field({
      type: MessageRef,
      nullable: true,
      description: 'The message whose thread this is a reply in; null in the main timeline.',
      resolve: (it, _args, ctx) => (it.root_seq > 0 ? messageLoader(ctx).load([it.room_id, it.root_seq]) : null),
    }),
    replyCount: t.exposeInt('reply_count', { description: 'How many replies its thread has, tombstones included.' }),
    lastReplyAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the last reply was posted.',
      resolve: (it) => it.last_reply_at,
    }),
    repliers: t.field({
      type: [UserRef],
      description: 'Who replied, the latest first, at most 5.',
      resolve: async (it, _args, ctx) =>
        it.reply_count > 0 ? usersBy(ctx, await repliersLoader(ctx).load(keyOf(it))) : [],
    }),
    mentions: t.field({
      type: [UserRef],
      description: 'The members whom its text mentions by name.',
      resolve: async (it, _args, ctx) => usersBy(ctx, await mentionsLoader(ctx).load(keyOf(it))),
    }),
    replies: t.connection(
      {
        type: MessageRef,
        description: 'The thread: its replies, oldest first.',
        complexity: connectionCost,
        ...viewerDependent,
        resolve: async (it, args, ctx) => {
          await accessRoom(ctx, it.room_id, 'read')
          return timelinePage(ctx, { roomId: it.room_id, rootSeq: it.seq }, args)
        },
      },
      MessageConnection,
    ),
    revisions: t.connection(
      {
        type: MessageRevisionRef,
        description: 'What it said before, the latest first. Empty when it was never edited, or is retracted.',
        complexity: connectionCost,
        ...viewerDependent,
        resolve: async (it, args, ctx) => {
          await accessRoom(ctx, it.room_id, 'read')
          return page<MessageRevisionRow, number>({
            args,
            cursor: { of: (row) => String(row.seq), parse: (text) => (/^\d{1,10}$/.test(text) ? Number(text) : null) },
            read: ({ after, before, limit, inverted }) =>
              dbOf(ctx)
                .selectFrom('message_revision')
                .selectAll()
                .where('room_id', '=', it.room_id)
                .where('message_seq', '=', it.seq)
                .$if(after !== null, (q) => q.where('seq', '<', after ?? 0))
                .$if(before !== null, (q) => q.where('seq', '>', before ?? 0))
                .orderBy('seq', inverted ? 'asc' : 'desc')
                .limit(limit)
                .execute(),
          })
        },
      },
      MessageRevisionConnection,
    ),
  }),
})

builder.node(MessageRevisionRef, {
  description: 'What a message said before it was edited.',
  id: {
    resolve: (row) => `${row.room_id}:${row.message_seq}:${row.seq}`,
    description: 'Identifies the revision everywhere.',
  },
  loadMany: (ids, ctx) => Promise.all(ids.map((id) => visibleRevision(ctx, id))),
  fields: (t) => ({
    text: t.exposeString('text', { description: 'What it said then. Markdown.' }),
    writtenAt: t.field({ type: 'DateTime', description: 'When that was written.', resolve: (row) => row.written_at }),
  }),
})

/** The message if the viewer may read it, else null: missing and forbidden look the same. */
export async function visibleMessage(ctx: Context, id: string): Promise<MessageRow | null> {
  try {
    return await accessMessage(ctx, parseMessageId(id))
  } catch (error) {
    if (error instanceof AccessError) return null
    throw error
  }
}

async function visibleRevision(ctx: Context, id: string): Promise<MessageRevisionRow | null> {
  const [roomId = '', messageSeq = '', seq = ''] = id.split(':')
  if (!/^[1-9]\d{0,9}$/.test(seq) || !(await visibleMessage(ctx, `${roomId}:${messageSeq}`))) return null
  const query = dbOf(ctx).selectFrom('message_revision').selectAll().where('room_id', '=', roomId)
  const row = await query
    .where('message_seq', '=', Number(messageSeq))
    .where('seq', '=', Number(seq))
    .executeTakeFirst()
  return row ?? null
}

async function usersBy(ctx: Context, ids: readonly string[] | null) {
  const users = await Promise.all((ids ?? []).map((id) => userLoader(ctx).load(id)))
  return users.filter((user) => user !== null)
}

builder.objectField(RoomRef, 'messages', (t) =>
  t.connection(
    {
      type: MessageRef,
      description:
        'The main timeline, oldest first; without arguments its end. `around` gives a page with that message in it.',
      complexity: connectionCost,
      ...viewerDependent,
      args: {
        around: t.arg.globalID({ for: MessageRef, description: 'A message to show in the middle of the page.' }),
      },
      resolve: async (room, args, ctx) => {
        await accessRoom(ctx, room.id, 'read')
        const around = args.around ? await accessMessage(ctx, parseMessageId(args.around.id)) : null
        if (around && around.room_id !== room.id) throw new AccessError()
        return timelinePage(ctx, { roomId: room.id, rootSeq: 0, around: around?.root_seq || around?.seq }, args)
      },
    },
    MessageConnection,
  ),
)

builder.queryField('message', (t) =>
  t.field({
    type: MessageRef,
    nullable: true,
    description: 'A message by id; null when there is none that the viewer may read.',
    args: { id: t.arg.globalID({ required: true, for: MessageRef, description: 'The message.' }) },
    resolve: (_root, { id }, ctx) => visibleMessage(ctx, id.id),
  }),
)
