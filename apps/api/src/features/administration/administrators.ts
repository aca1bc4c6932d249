import { backOff, type Dialect, isLost, isTransient, type Tx } from '@parley/db'
import { type Context, viewerOf } from '../../context.ts'
import { AccessError, OverloadedError } from '../../errors.ts'

const maxTries = 6

/** The ids of those who administer: active administrators. */
export type Administrators = ReadonlySet<string>

/**
 * Runs an administrator's change in a transaction in which they are one still, and nobody stops being one: so the last one
 * can't go by two changes at once. Runs it again after a deadlock. Throws AccessError,
 * or OverloadedError.
 */
export async function administer<T>(
  ctx: Context,
  change: (tx: Tx, administrators: Administrators) => Promise<T>,
): Promise<T> {
  const { kysely, dialect } = ctx.core.database
  for (let tries = 1; ; tries++) {
    try {
      return await kysely.transaction().execute(async (tx) => change(tx, await holdAdministrators(ctx, tx, dialect)))
    } catch (error) {
      if (!isTransient(error) || isLost(error)) throw error
      if (tries === maxTries) throw new OverloadedError()
      await backOff(tries)
    }
  }
}

/** Who administers, held until the transaction ends. Throws AccessError when the viewer isn't among them. */
export async function holdAdministrators(ctx: Context, tx: Tx, dialect: Dialect): Promise<Administrators> {
  const { user } = viewerOf(ctx)
  const query = tx.selectFrom('user').select('id').where('role', '=', 'ADMIN').where('deactivated_at', 'is', null)
  // SQLite has one writer at a time and no row locks.
  const rows = await (dialect === 'mysql' ? query.forUpdate() : query).execute()
  const administrators = new Set(rows.map(({ id }) => id))
  if (!administrators.has(user.id)) throw new AccessError()
  return administrators
}
