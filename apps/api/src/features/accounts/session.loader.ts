import type { SessionRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { defineLoader, inOrder } from '../../loader.ts'

/** A session without its secret. */
export type PublicSession = Omit<SessionRow, 'token_hash'>

const columns = [
  'id',
  'user_id',
  'device',
  'address',
  'is_remembered',
  'created_at',
  'last_used_at',
  'expires_at',
] as const

/** The viewer's own sessions by id: nobody else's exist for them. */
export const sessionLoader = defineLoader(async (ctx: Context, ids: readonly string[]) => {
  const mine = await liveSessions(ctx)
    .where('id', 'in', [...ids])
    .execute()
  return inOrder<string, PublicSession>(ids, mine, (row) => row.id)
})

/** All of the viewer's sessions, the last used one first. */
export async function mySessions(ctx: Context): Promise<PublicSession[]> {
  return liveSessions(ctx).orderBy('last_used_at', 'desc').orderBy('id', 'desc').execute()
}

function liveSessions(ctx: Context) {
  const userId = ctx.viewer?.user.id ?? ''
  return dbOf(ctx)
    .selectFrom('session')
    .select(columns)
    .where('user_id', '=', userId)
    .where('expires_at', '>', Date.now())
}
