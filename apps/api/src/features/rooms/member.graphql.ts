import type { MembershipRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { AccessError } from '../../errors.ts'
import { builder, connectionCost, viewerDependent } from '../../schema/builder.ts'
import { page, type PageArgs } from '../../paging.ts'
import { betweenNames, contains, type NameKey, nameCursor } from '../../names.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { accessRoom } from './access.ts'
import { RoomRef, RoomRole } from './room.graphql.ts'
import { type MemberKey, membershipLoader, roomLoader } from './room.loader.ts'

export const MemberRef = builder.objectRef<MembershipRow>('Member')

export const MemberConnection = builder.connectionObject(
  { type: MemberRef, name: 'MemberConnection', description: 'A page of members.' },
  { name: 'MemberEdge', description: 'One of them, and where it lies in the list.' },
)

/** The id of somebody's place in a room, without the type's name. */
export const memberId = (row: Pick<MembershipRow, 'room_id' | 'user_id'>) => `${row.room_id}:${row.user_id}`

export function parseMemberId(id: string): MemberKey {
  const [roomId = '', userId = ''] = id.split(':')
  return [roomId, userId]
}

builder.node(MemberRef, {
  description: 'Somebody in a room, as everybody there sees them.',
  id: { resolve: memberId, description: 'Identifies the person’s place in the room.' },
  loadMany: (ids, ctx) => Promise.all(ids.map((id) => visibleMember(ctx, parseMemberId(id)))),
  fields: (t) => ({
    room: t.field({
      type: RoomRef,
      description: 'The room.',
      resolve: async (member, _args, ctx) => existing(await roomLoader(ctx).load(member.room_id)),
    }),
    user: t.field({
      type: UserRef,
      description: 'The person.',
      resolve: async (member, _args, ctx) => existing(await userLoader(ctx).load(member.user_id)),
    }),
    role: t.expose('role', { type: RoomRole, description: 'What they are in this room.' }),
    joinedAt: t.field({ type: 'DateTime', description: 'Since when.', resolve: (member) => member.joined_at }),
  }),
})

async function visibleMember(ctx: Context, key: MemberKey): Promise<MembershipRow | null> {
  try {
    await accessRoom(ctx, key[0], 'read')
    return await membershipLoader(ctx).load(key)
  } catch (error) {
    if (error instanceof AccessError) return null
    throw error
  }
}

builder.objectField(RoomRef, 'members', (t) =>
  t.connection(
    {
      type: MemberRef,
      description: 'Who is in the room, by name.',
      complexity: connectionCost,
      ...viewerDependent,
      args: {
        search: t.arg.string({
          description: 'Only those whose name or username contains this, at most 80 characters.',
        }),
      },
      resolve: async (room, args, ctx) => {
        await accessRoom(ctx, room.id, 'read')
        return membersPage(ctx, room.id, args)
      },
    },
    MemberConnection,
  ),
)

type NamedMember = MembershipRow & { user_name: string }

function membersPage(ctx: Context, roomId: string, args: PageArgs & { search?: string | null }) {
  return page<NamedMember, NameKey>({
    args,
    cursor: { of: (row) => nameCursor.of(row.user_name, row.user_id), parse: nameCursor.parse },
    read: ({ after, before, limit, inverted }) =>
      dbOf(ctx)
        .selectFrom('membership')
        .innerJoin('user', 'user.id', 'membership.user_id')
        .selectAll('membership')
        .select('user.name as user_name')
        .where('membership.room_id', '=', roomId)
        .where(betweenNames(['user.name', 'user.id'], { after, before }))
        .$if(Boolean(args.search), (query) => query.where(contains(['user.name', 'user.username'], args.search ?? '')))
        .orderBy('user.name', inverted ? 'desc' : 'asc')
        .orderBy('user.id', inverted ? 'desc' : 'asc')
        .limit(limit)
        .execute(),
  })
}

/** What the database's own rules say must be there. */
export function existing<T>(row: T | null | undefined): T {
  if (row == null) throw new AccessError()
  return row
}
