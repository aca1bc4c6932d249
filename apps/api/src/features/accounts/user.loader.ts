import type { PublicUser } from '../../realtime/events.ts'
import { type Context, dbOf } from '../../context.ts'
import { defineLoader, inOrder } from '../../loader.ts'

/** What everybody who is signed in may know of a person: all columns but the password's hash. */
export const publicUserColumns = [
  'id',
  'username',
  'name',
  'title',
  'role',
  'created_at',
  'last_seen_at',
  'deactivated_at',
] as const

/** People by id. */
export const userLoader = defineLoader(async (ctx: Context, ids: readonly string[]) => {
  const rows = await dbOf(ctx)
    .selectFrom('user')
    .select(publicUserColumns)
    .where('id', 'in', [...ids])
    .execute()
  return inOrder<string, PublicUser>(ids, rows, (row) => row.id)
})
