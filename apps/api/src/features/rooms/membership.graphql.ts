import type { MembershipRow, RoomRow } from '@parley/db'
import { sql } from 'kysely'
import { type Context, dbOf } from '../../context.ts'
import { builder, connectionCost, viewerDependent } from '../../schema/builder.ts'
import { type PageArgs, page } from '../../paging.ts'
import { ViewerRef } from '../accounts/viewer.graphql.ts'
import { existing, memberId, parseMemberId } from './member.graphql.ts'
import { RoomRef, RoomRole } from './room.graphql.ts'
import { mentionCountLoader, membershipLoader, roomLoader } from './room.loader.ts'

export const MembershipRef = builder.objectRef<MembershipRow>('Membership')

export const MembershipConnection = builder.connectionObject(
  { type: MembershipRef, name: 'MembershipConnection', description: 'A page of the viewer’s rooms.' },
  { name: 'MembershipEdge', description: 'One of them, and where it lies in the list.' },
)

builder.node(MembershipRef, {
  description: 'The viewer’s own place in a room: their role and what they have read. Nobody else sees it.',
  id: { resolve: memberId, description: 'Identifies the viewer’s place in the room.' },
  loadMany: (ids, ctx) =>
    Promise.all(
      ids.map(async (id) => {
        const key = parseMemberId(id)
        return key[1] === ctx.viewer?.user.id ? membershipLoader(ctx).load(key) : null
      }),
    ),
  fields: (t) => ({
    room: t.field({
      type: RoomRef,
      description: 'The room.',
      resolve: async (membership, _args, ctx) => existing(await roomLoader(ctx).load(membership.room_id)),
    }),
    role: t.expose('role', { type: RoomRole, description: 'What the viewer is in this room.' }),
    joinedAt: t.field({ type: 'DateTime', description: 'Since when.', resolve: (membership) => membership.joined_at }),
    readSeq: t.exposeInt('read_seq', { description: 'The number of the last event that the viewer has seen.' }),
    readCount: t.exposeInt('read_count', {
      description: 'How many of the room’s messages lie at or before `readSeq`.',
    }),
    unreadCount: t.int({
      description: 'Messages of the main timeline after `readSeq`: room.messageCount − readCount.',
      resolve: async (membership, _args, ctx) => {
        const room = existing(await roomLoader(ctx).load(membership.room_id))
        return Math.max(0, room.message_count - membership.read_count)
      },
    }),
    mentionCount: t.int({
      description: 'Messages after `readSeq` that mention the viewer or everybody.',
      resolve: async (membership, _args, ctx) => (await mentionCountLoader(ctx).load(membership)) ?? 0,
    }),
  }),
})

builder.objectField(RoomRef, 'membership', (t) =>
  t.field({
    type: MembershipRef,
    nullable: true,
    description: 'What the viewer has in this room; null for somebody who isn’t a member. Depends on who looks.',
    ...viewerDependent,
    resolve: (room, _args, ctx) => (ctx.viewer ? membershipLoader(ctx).load([room.id, ctx.viewer.user.id]) : null),
  }),
)

builder.objectField(ViewerRef, 'memberships', (t) =>
  t.connection(
    {
      type: MembershipRef,
      description: 'The viewer’s rooms, most recently active first: the sidebar.',
      complexity: connectionCost,
      resolve: (viewer, args, ctx) => membershipsPage(ctx, viewer.user.id, args),
    },
    MembershipConnection,
  ),
)

type ActiveMembership = MembershipRow & { active_at: number }
type ActivityKey = readonly [at: number, roomId: string]

const activeAt = sql<number>`coalesce(room.last_message_at, room.created_at)`

function membershipsPage(ctx: Context, userId: string, args: PageArgs) {
  return page<ActiveMembership, ActivityKey>({
    args,
    cursor: { of: (row) => `${row.active_at}:${row.room_id}`, parse: parseActivityCursor },
    read: async ({ after, before, limit, inverted }) => {
      const rows = await dbOf(ctx)
        .selectFrom('membership')
        .innerJoin('room', 'room.id', 'membership.room_id')
        .selectAll('room')
        .select(['membership.role', 'membership.joined_at', 'membership.read_seq', 'membership.read_count'])
        .select(activeAt.as('active_at'))
        .where('membership.user_id', '=', userId)
        .$if(after !== null, (q) => q.where(sql<boolean>`(${activeAt}, room.id) < (${after?.[0]}, ${after?.[1]})`))
        .$if(before !== null, (q) => q.where(sql<boolean>`(${activeAt}, room.id) > (${before?.[0]}, ${before?.[1]})`))
        .orderBy('active_at', inverted ? 'asc' : 'desc')
        .orderBy('room.id', inverted ? 'asc' : 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ role, joined_at, read_seq, read_count, active_at, ...room }) => {
        roomLoader(ctx).prime(room.id, room satisfies RoomRow)
        return { room_id: room.id, user_id: userId, role, joined_at, read_seq, read_count, active_at }
      })
    },
  })
}

function parseActivityCursor(text: string): ActivityKey | null {
  const match = /^(\d{1,16}):([\w-]{36})$/.exec(text)
  return match?.[2] ? [Number(match[1]), match[2]] : null
}
