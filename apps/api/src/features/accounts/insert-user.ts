import { backOff, type Database, isTransient, type UserRow } from '@parley/db'
import { RegistrationClosedError } from './account-errors.ts'

/**
 * Inserts an account; the first one of all becomes the administrator. Of two that come first at once, one does: the look
 * at the empty table locks it (MySQL, where one of the two is a deadlock's victim and tries again) or nobody else writes
 * meanwhile (SQLite). With `mustBeFirst` nobody else is let in: throws RegistrationClosedError.
 */
export async function insertUser(
  { kysely, dialect }: Database,
  user: Omit<UserRow, 'role'>,
  { mustBeFirst }: { mustBeFirst: boolean },
): Promise<UserRow> {
  const somebody = kysely.selectFrom('user').select('id').limit(1)
  if (!mustBeFirst && (await somebody.executeTakeFirst())) {
    const row = { ...user, role: 'MEMBER' as const }
    await kysely.insertInto('user').values(row).execute()
    return row
  }
  for (let tries = 1; ; tries++) {
    try {
      return await kysely.transaction().execute(async (tx) => {
        const query = tx.selectFrom('user').select('id').limit(1)
        const first = await (dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst()
        if (first && mustBeFirst) throw new RegistrationClosedError()
        const row = { ...user, role: first ? ('MEMBER' as const) : ('ADMIN' as const) }
        await tx.insertInto('user').values(row).execute()
        return row
      })
    } catch (error) {
      if (!isTransient(error) || tries === 6) throw error
      await backOff(tries)
    }
  }
}
