import type { AuditEntryRow } from '@parley/db'
import { nameCursor } from '../../names.ts'
import { page } from '../../paging.ts'
import type { PublicUser } from '../../realtime/events.ts'
import { builder, connectionCost } from '../../schema/builder.ts'
import { UserRef, UserRole } from '../accounts/user.graphql.ts'
import { findEntries } from '../audit/audit.ts'
import { AuditEntryConnection, AuditEntryRef } from '../audit/audit.graphql.ts'
import { RoomKind } from '../rooms/room.graphql.ts'
import { AdminRoomConnection, AdminRoomRef } from './admin-room.graphql.ts'
import { AdminUserConnection, AdminUserRef } from './admin-user.graphql.ts'
import { findRooms, type RankedRoom, roomCursor, type RoomKey } from './rooms.ts'
import { countAll, type Totals } from './totals.ts'
import { findUsers } from './users.ts'

const AdminRoomOrder = builder.enumType('AdminRoomOrder', {
  description: 'In which order rooms come.',
  values: {
    NAME: { description: 'By name.' },
    MESSAGES: { description: 'Those with the most messages first.' },
    MEMBERS: { description: 'Those with the most members first.' },
    LAST_MESSAGE: { description: 'Those with the latest message first.' },
  } as const,
})

const AdminTotals = builder.objectRef<Totals>('AdminTotals').implement({
  description: 'How much there is on this server.',
  authScopes: { admin: true },
  fields: (t) => ({
    users: t.exposeInt('users', { description: 'All accounts.' }),
    activeUsers: t.exposeInt('activeUsers', { description: 'Accounts that aren’t deactivated.' }),
    rooms: t.exposeInt('rooms', { description: 'All rooms, archived and direct ones too.' }),
    messages: t.exposeFloat('messages', {
      description: 'Messages that were ever posted in main timelines. A whole number.',
    }),
    sessions: t.exposeInt('sessions', { description: 'Devices that are signed in.' }),
  }),
})

const search = 'Only those whose name contains this, at most 80 characters;'
const cursorOfUsers = { of: (user: PublicUser) => nameCursor.of(user.name, user.id), parse: nameCursor.parse }
const cursorOfEntries = {
  of: (entry: AuditEntryRow) => entry.id,
  parse: (text: string) => (/^[\da-f-]{36}$/.test(text) ? text : null),
}

export const AdministrationRef = builder.objectRef<object>('Administration').implement({
  description: 'What administrators see of the server’s people and rooms.',
  authScopes: { admin: true },
  fields: (t) => ({
    users: t.connection(
      {
        type: AdminUserRef,
        description: 'All accounts, by name.',
        complexity: connectionCost,
        args: {
          search: t.arg.string({ description: `${search} or whose username does.` }),
          role: t.arg({ type: UserRole, description: 'Only those with this role.' }),
          isDeactivated: t.arg.boolean({ description: 'Only those that are deactivated, or only the others.' }),
        },
        resolve: (_root, args, ctx) =>
          page({ args, cursor: cursorOfUsers, read: (slice) => findUsers(ctx, args, slice) }),
      },
      AdminUserConnection,
    ),
    rooms: t.connection(
      {
        type: AdminRoomRef,
        description: 'All rooms, also private and direct ones.',
        complexity: connectionCost,
        args: {
          search: t.arg.string({ description: `${search} or whose topic does. Finds no direct conversations.` }),
          kind: t.arg({ type: RoomKind, description: 'Only those of this kind.' }),
          isArchived: t.arg.boolean({ description: 'Only those that are archived, or only the others.' }),
          orderBy: t.arg({
            type: AdminRoomOrder,
            defaultValue: 'NAME',
            description: 'In which order. A cursor is good in the order that it was given in.',
          }),
        },
        resolve: (_root, { orderBy, ...args }, ctx) => {
          const order = orderBy ?? 'NAME'
          const read = (slice: Parameters<typeof findRooms>[2]) => findRooms(ctx, { ...args, order }, slice)
          return page<RankedRoom, RoomKey>({ args, cursor: roomCursor(order), read })
        },
      },
      AdminRoomConnection,
    ),
    auditLog: t.connection(
      {
        type: AuditEntryRef,
        description: 'What administrators did, the newest first.',
        complexity: connectionCost,
        args: {
          action: t.arg.string({ description: 'Only this action, as in `setUserRole`.' }),
          actorId: t.arg.globalID({ for: UserRef, description: 'Only what this person did.' }),
        },
        resolve: (_root, { actorId, ...args }, ctx) =>
          page<AuditEntryRow, string>({
            args,
            cursor: cursorOfEntries,
            read: (slice) => findEntries(ctx, { action: args.action, actorId: actorId?.id }, slice),
          }),
      },
      AuditEntryConnection,
    ),
    totals: t.field({
      type: AdminTotals,
      description: 'How much there is.',
      resolve: (_root, _args, ctx) => countAll(ctx),
    }),
  }),
})

builder.queryField('administration', (t) =>
  t.field({
    type: AdministrationRef,
    authScopes: { admin: true },
    description: 'The server’s people and rooms, for its administrators.',
    resolve: () => ({}),
  }),
)
