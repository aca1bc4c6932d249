import { builder } from '../../schema/builder.ts'
import type { PublicUser } from '../../realtime/events.ts'
import { userLoader } from './user.loader.ts'

export const UserRole = builder.enumType('UserRole', {
  description: 'What somebody is on this server.',
  values: {
    ADMIN: { description: 'Looks after the server.' },
    MEMBER: { description: 'Uses it.' },
  } as const,
})

const PresenceStatus = builder.enumType('PresenceStatus', {
  description: 'Whether somebody is connected now.',
  values: {
    ONLINE: { description: 'Connected, on at least one device.' },
    OFFLINE: { description: 'Not connected.' },
  } as const,
})

export const UserRef = builder.objectRef<PublicUser>('User')

export const UserConnection = builder.connectionObject(
  { type: UserRef, name: 'UserConnection', description: 'A page of people.' },
  { name: 'UserEdge', description: 'One of them, and where it lies in the list.' },
)

builder.node(UserRef, {
  description: 'A person who has an account here.',
  id: { resolve: (user) => user.id, description: 'Identifies the person everywhere.' },
  loadMany: (ids, ctx) => ids.map((id) => userLoader(ctx).load(id)),
  fields: (t) => ({
    username: t.exposeString('username', { description: 'The unique name to sign in with and to be mentioned by.' }),
    name: t.exposeString('name', { description: 'The name that others see.' }),
    title: t.exposeString('title', { nullable: true, description: 'What they do, in their own words.' }),
    role: t.expose('role', { type: UserRole, description: 'What they are on this server.' }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When the account was made.',
      resolve: (user) => user.created_at,
    }),
    isDeactivated: t.boolean({
      description: 'The account is closed: what they wrote stays, they are gone.',
      resolve: (user) => user.deactivated_at !== null,
    }),
    presence: t.field({
      type: PresenceStatus,
      description: 'Whether they are connected now, on any device.',
      resolve: (user, _args, ctx) =>
        user.deactivated_at === null && ctx.core.presence.isOnline(user.id) ? 'ONLINE' : 'OFFLINE',
    }),
    lastSeenAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When they were last connected; while they are ONLINE, the time before. Null when never.',
      resolve: (user) => user.last_seen_at,
    }),
  }),
})
