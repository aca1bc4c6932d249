import { type Kysely, sql } from 'kysely'

type Orm = { migrator: { up(): Promise<{ name: string }[]> } }

/** How long a node waits for another that is at it, in seconds. */
const patience = 600

/** Brings the tables up to date and returns the names of the migrations that were applied. */
export async function migrate(orm: Orm): Promise<string[]> {
  return (await orm.migrator.up()).map(({ name }) => name)
}

/**
 * The same on a MySQL that several nodes share: they may all start at once, so one does it while the others wait. Rejects when
 * another takes longer than ten minutes.
 */
export async function migrateAlone<T>(orm: Orm, kysely: Kysely<T>): Promise<string[]> {
  return kysely.connection().execute(async (connection) => {
    const before = await sql<{ seconds: number }>`select @@session.wait_timeout as seconds`.execute(connection)
    // This connection has nothing to say while the tables change, and must not be closed for it: the lock ends with it.
    await sql`set session wait_timeout = ${sql.lit(patience)}`.execute(connection)
    const { rows } = await sql<{ held: number | null }>`select get_lock(${lockName}, ${patience}) as held`.execute(
      connection,
    )
    if (rows[0]?.held !== 1)
      throw new Error('Another node has been changing the tables for ten minutes. Look at its log.')
    try {
      return await migrate(orm)
    } finally {
      await sql`select release_lock(${lockName})`.execute(connection)
      await sql`set session wait_timeout = ${sql.lit(before.rows[0]?.seconds ?? patience)}`.execute(connection)
    }
  })
}

/** Locks are the server's, so the name of the database is part of this one's. */
const lockName = sql`left(concat('parley ', database()), 64)`
