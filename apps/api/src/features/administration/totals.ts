import { type Context, dbOf } from '../../context.ts'

export type Totals = { users: number; activeUsers: number; rooms: number; messages: number; sessions: number }

/** How much there is on this server: three statements, whatever its size. */
export async function countAll(ctx: Context): Promise<Totals> {
  const [users, rooms, sessions] = await Promise.all([
    dbOf(ctx)
      .selectFrom('user')
      .select(({ fn }) => [fn.countAll<number>().as('all'), fn.count<number>('deactivated_at').as('closed')])
      .executeTakeFirstOrThrow(),
    dbOf(ctx)
      .selectFrom('room')
      .select(({ fn }) => [fn.countAll<number>().as('all'), fn.sum<string | number | null>('message_count').as('said')])
      .executeTakeFirstOrThrow(),
    dbOf(ctx)
      .selectFrom('session')
      .select(({ fn }) => fn.countAll<number>().as('live'))
      .where('expires_at', '>', Date.now())
      .executeTakeFirstOrThrow(),
  ])
  return {
    users: users.all,
    activeUsers: users.all - users.closed,
    rooms: rooms.all,
    messages: Number(rooms.said ?? 0),
    sessions: sessions.live,
  }
}
