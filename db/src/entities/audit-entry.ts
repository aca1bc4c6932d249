import { defineEntity, p } from '@mikro-orm/core'
import { id, time } from './columns.ts'

/** What somebody with power did, to what, from where. Rows are added and never changed; `id` has their order. */
export const AuditEntry = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  indexes: [{ properties: ['action'] }, { properties: ['actor_id'] }],
  properties: {
    id: id().primary(),
    at: time(),
    /** Null for what was done on the server's own command line. */
    actor_id: id().nullable(),
    action: p.string().length(40),
    /** The GraphQL type of what it was done to, and its id there. */
    target_type: p.string().length(20),
    target_id: p.string().length(40).nullable(),
    /** What it was called then. */
    target_name: p.string().length(120),
    /** JSON. */
    details: p.text().$type<string>(),
    address: p.string().length(64).nullable(),
  },
})
