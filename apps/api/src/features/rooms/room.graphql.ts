import type { RoomRow } from '@parley/db'
import type { Context } from '../../context.ts'
import { AccessError } from '../../errors.ts'
import { builder, viewerDependent } from '../../schema/builder.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { formatCursor } from '@parley/realtime'
import { accessRoom } from './access.ts'
import { permissionsIn, type RoomOperation, roomOperations } from './policy.ts'
import { directMembersLoader, memberCountLoader, membershipLoader } from './room.loader.ts'

export const RoomKind = builder.enumType('RoomKind', {
  description: 'Who can find and enter a room.',
  values: {
    PUBLIC: { description: 'Everybody on the server finds it and can join.' },
    PRIVATE: { description: 'Only its members know of it; one is invited.' },
    DIRECT: { description: 'A conversation of one to ten people, always the same ones.' },
  } as const,
})

export const RoomRole = builder.enumType('RoomRole', {
  description: 'What a member is in a room.',
  values: {
    OWNER: { description: 'May do everything with the room.' },
    MODERATOR: { description: 'May rename it, remove members and retract anybody’s messages.' },
    MEMBER: { description: 'May read and write.' },
  } as const,
})

const permissionNames = {
  see: 'SEE',
  read: 'READ',
  post: 'POST',
  react: 'REACT',
  join: 'JOIN',
  leave: 'LEAVE',
  invite: 'INVITE',
  remove: 'REMOVE',
  rename: 'RENAME',
  setTopic: 'SET_TOPIC',
  archive: 'ARCHIVE',
  setRole: 'SET_ROLE',
  retractAny: 'RETRACT_ANY',
} as const satisfies Record<RoomOperation, string>

const permissionTexts: Record<RoomOperation, string> = {
  see: 'See that it is there.',
  read: 'Read what is said and follow it.',
  post: 'Write messages and replies.',
  react: 'React to messages.',
  join: 'Become a member.',
  leave: 'Stop being a member.',
  invite: 'Put others into it.',
  remove: 'Take members of a lower role out of it.',
  rename: 'Change its name.',
  setTopic: 'Change its topic.',
  archive: 'Archive it, and take it out of the archive.',
  setRole: 'Change what members are.',
  retractAny: 'Retract the messages of others.',
}

const RoomPermission = builder.enumType('RoomPermission', {
  description: 'Something that can be done with a room.',
  values: Object.fromEntries(
    roomOperations.map((it) => [permissionNames[it], { value: it, description: permissionTexts[it] }]),
  ),
})

export const RoomRef = builder.objectRef<RoomRow>('Room')

export const RoomConnection = builder.connectionObject(
  { type: RoomRef, name: 'RoomConnection', description: 'A page of rooms.' },
  { name: 'RoomEdge', description: 'One of them, and where it lies in the list.' },
)

builder.node(RoomRef, {
  description: 'A place to talk: public, private or direct.',
  id: { resolve: (room) => room.id, description: 'Identifies the room everywhere.' },
  loadMany: (ids, ctx) => Promise.all(ids.map((id) => visibleRoom(ctx, id))),
  fields: (t) => ({
    kind: t.expose('kind', { type: RoomKind, description: 'Who can find and enter it.' }),
    name: t.exposeString('name', {
      description: 'Empty for a direct conversation: show the names of `directMembers`.',
    }),
    topic: t.exposeString('topic', { description: 'What it is about; may be empty.' }),
    isDefault: t.boolean({ description: 'Everybody new lands in it.', resolve: (room) => room.is_default === 1 }),
    isArchived: t.boolean({ description: 'It can only be read.', resolve: (room) => room.archived_at !== null }),
    createdAt: t.field({ type: 'DateTime', description: 'When it was made.', resolve: (room) => room.created_at }),
    createdBy: t.field({
      type: UserRef,
      nullable: true,
      description: 'Who made it; null for one that the server made.',
      resolve: (room, _args, ctx) => (room.created_by ? userLoader(ctx).load(room.created_by) : null),
    }),
    memberCount: t.int({
      description: 'How many members it has.',
      resolve: async (room, _args, ctx) => (await memberCountLoader(ctx).load(room.id)) ?? 0,
    }),
    directMembers: t.field({
      type: [UserRef],
      description: 'The people of a DIRECT room, at most 10; empty for other kinds.',
      resolve: async (room, _args, ctx) => {
        const userIds = room.kind === 'DIRECT' ? ((await directMembersLoader(ctx).load(room.id)) ?? []) : []
        const users = await Promise.all(userIds.map((id) => userLoader(ctx).load(id)))
        return users.filter((user) => user !== null)
      },
    }),
    lastSeq: t.exposeInt('last_seq', { description: 'The number of the last event of its log.' }),
    messageCount: t.exposeInt('message_count', {
      description:
        'How many messages were ever posted in the main timeline. Unread = messageCount − membership.readCount.',
    }),
    lastMessageAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the last message of the main timeline was posted.',
      resolve: (room) => room.last_message_at,
    }),
    cursor: t.string({
      description: 'Where its log stands: give it to `roomEvents(after:)` to get everything that comes later.',
      resolve: (room) => formatCursor({ epoch: room.epoch, seq: room.last_seq }),
    }),
    permissions: t.field({
      type: [RoomPermission],
      description: 'What the viewer may do here now. Depends on who looks.',
      ...viewerDependent,
      resolve: async (room, _args, ctx) => {
        const membership = ctx.viewer && (await membershipLoader(ctx).load([room.id, ctx.viewer.user.id]))
        return permissionsIn({ room, membership })
      },
    }),
  }),
})

/** The room if the viewer may see it, else null: missing and forbidden look the same. */
export async function visibleRoom(ctx: Context, id: string): Promise<RoomRow | null> {
  try {
    return (await accessRoom(ctx, id, 'see')).room
  } catch (error) {
    if (error instanceof AccessError) return null
    throw error
  }
}

builder.queryFields((t) => ({
  room: t.field({
    type: RoomRef,
    nullable: true,
    description: 'A room by id; null when there is none that the viewer may see.',
    args: { id: t.arg.globalID({ required: true, for: RoomRef, description: 'The room.' }) },
    resolve: (_root, { id }, ctx) => visibleRoom(ctx, id.id),
  }),
}))
