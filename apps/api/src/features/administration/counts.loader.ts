import { type Context, dbOf } from '../../context.ts'
import { defineLoader } from '../../loader.ts'

/** How many sessions of each person go on. */
export const sessionCountLoader = defineLoader<Context, string, number>(async (ctx, ids) => {
  const rows = await dbOf(ctx)
    .selectFrom('session')
    .select(['user_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('user_id', 'in', ids)
    .where('expires_at', '>', Date.now())
    .groupBy('user_id')
    .execute()
  return inOrderOf(ids, rows)
})

/** In how many rooms each person is. */
export const roomCountLoader = defineLoader<Context, string, number>(async (ctx, ids) => {
  const rows = await dbOf(ctx)
    .selectFrom('membership')
    .select(['user_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('user_id', 'in', ids)
    .groupBy('user_id')
    .execute()
  return inOrderOf(ids, rows)
})

function inOrderOf(ids: readonly string[], rows: readonly { user_id: string; count: number }[]): number[] {
  const counts = new Map(rows.map((row) => [row.user_id, row.count]))
  return ids.map((id) => counts.get(id) ?? 0)
}
