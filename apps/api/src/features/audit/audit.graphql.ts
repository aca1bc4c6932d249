import type { AuditEntryRow } from '@parley/db'
import { isAdministrator } from '../../context.ts'
import { builder } from '../../schema/builder.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { auditEntryLoader } from './audit.ts'

export const AuditEntryRef = builder.objectRef<AuditEntryRow>('AuditEntry')

export const AuditEntryConnection = builder.connectionObject(
  { type: AuditEntryRef, name: 'AuditEntryConnection', description: 'A page of the audit log.' },
  { name: 'AuditEntryEdge', description: 'One entry, and where it lies in the log.' },
)

builder.node(AuditEntryRef, {
  description: 'Something that an administrator did. Entries are never changed and never deleted.',
  authScopes: { admin: true },
  id: { resolve: (entry) => entry.id, description: 'Identifies the entry.' },
  loadMany: (ids, ctx) => ids.map((id) => (isAdministrator(ctx) ? auditEntryLoader(ctx).load(id) : null)),
  fields: (t) => ({
    at: t.field({ type: 'DateTime', description: 'When it was done.', resolve: (entry) => entry.at }),
    actor: t.field({
      type: UserRef,
      nullable: true,
      description: 'Who did it. Null for what was done on the server’s own command line.',
      resolve: (entry, _args, ctx) => (entry.actor_id ? userLoader(ctx).load(entry.actor_id) : null),
    }),
    action: t.exposeString('action', { description: 'What was done: the name of the mutation, as in `setUserRole`.' }),
    targetType: t.exposeString('target_type', {
      description: 'The type of what it was done to: `User`, `Room`, `ClusterNode` …',
    }),
    targetId: t.globalID({
      nullable: true,
      description: 'The id of what it was done to, as in `node(id:)`. Null where that has none.',
      resolve: ({ target_type: type, target_id: id }) => (id === null ? null : { type, id }),
    }),
    targetName: t.exposeString('target_name', { description: 'What that was called then.' }),
    details: t.exposeString('details', { description: 'What else there is to know, as a JSON object.' }),
    address: t.exposeString('address', { nullable: true, description: 'The network address it was done from.' }),
  }),
})
