import { isAdministrator } from '../../context.ts'
import type { PublicUser } from '../../realtime/events.ts'
import { builder } from '../../schema/builder.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { roomCountLoader, sessionCountLoader } from './counts.loader.ts'

export const AdminUserRef = builder.objectRef<PublicUser>('AdminUser')

export const AdminUserConnection = builder.connectionObject(
  { type: AdminUserRef, name: 'AdminUserConnection', description: 'A page of accounts.' },
  { name: 'AdminUserEdge', description: 'One of them, and where it lies in the list.' },
)

builder.node(AdminUserRef, {
  description: 'An account as administrators see it.',
  authScopes: { admin: true },
  id: { resolve: (user) => user.id, description: 'Identifies the account.' },
  loadMany: (ids, ctx) => ids.map((id) => (isAdministrator(ctx) ? userLoader(ctx).load(id) : null)),
  fields: (t) => ({
    user: t.field({ type: UserRef, description: 'The person as everybody sees them.', resolve: (user) => user }),
    sessionCount: t.int({
      description: 'On how many devices they are signed in.',
      resolve: async (user, _args, ctx) => (await sessionCountLoader(ctx).load(user.id)) ?? 0,
    }),
    roomCount: t.int({
      description: 'In how many rooms they are.',
      resolve: async (user, _args, ctx) => (await roomCountLoader(ctx).load(user.id)) ?? 0,
    }),
  }),
})
