import type { AuditEntryRow, Db } from '@parley/db'
import { v7 as uuid } from 'uuid'
import { type Context, dbOf } from '../../context.ts'
import { defineLoader, inOrder } from '../../loader.ts'
import type { Slice } from '../../paging.ts'

// What people with power did. Entries are written with what they tell of, in one transaction, and only ever added:
// nothing here changes or deletes one.

/** To what something was done: a GraphQL type, the id there, and what it is called. */
export type AuditTarget = { type: string; id: string | null; name: string }

export type AuditInput = { action: string; target: AuditTarget; details?: Record<string, unknown> }

/** Who did it, whence: a request's context; or, for what is done on the server's own command line, nobody from nowhere. */
type AuditActor = Pick<Context, 'viewer' | 'client'>

/** Adds an entry, in the transaction of what it tells of. */
export async function writeAudit(by: AuditActor, db: Db, { action, target, details = {} }: AuditInput): Promise<void> {
  const entry: AuditEntryRow = {
    id: uuid(),
    at: Date.now(),
    actor_id: by.viewer?.user.id ?? null,
    action,
    target_type: target.type,
    target_id: target.id,
    target_name: Array.from(target.name).slice(0, 120).join(''),
    details: JSON.stringify(details),
    address: by.client.address,
  }
  await db.insertInto('audit_entry').values(entry).execute()
}

export type AuditFilter = { action?: string | null | undefined; actorId?: string | null | undefined }

/** Entries, the newest first. Their ids have the order of their birth. */
export async function findEntries(ctx: Context, filter: AuditFilter, slice: Slice<string>): Promise<AuditEntryRow[]> {
  const { after, before, limit, inverted } = slice
  let query = dbOf(ctx).selectFrom('audit_entry').selectAll()
  if (filter.action) query = query.where('action', '=', filter.action.slice(0, 40))
  if (filter.actorId) query = query.where('actor_id', '=', filter.actorId)
  if (after) query = query.where('id', '<', after)
  if (before) query = query.where('id', '>', before)
  return query
    .orderBy('id', inverted ? 'asc' : 'desc')
    .limit(limit)
    .execute()
}

/** Entries by id. */
export const auditEntryLoader = defineLoader(async (ctx: Context, ids: readonly string[]) => {
  const rows = await dbOf(ctx)
    .selectFrom('audit_entry')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return inOrder<string, AuditEntryRow>(ids, rows, (row) => row.id)
})
