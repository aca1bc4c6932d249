import type { Dialect } from '@parley/db'
import { type RawBuilder, sql } from 'kysely'

/** The one clock of leases: the database's, in ms since 1970, read when the row is looked at, however long that waited for its lock. */
export const nowIn: Record<Dialect, string> = {
  mysql: 'cast(unix_timestamp(sysdate(3)) * 1000 as unsigned)',
  sqlite: "cast(unixepoch('subsec') * 1000 as integer)",
}

export function databaseNow(dialect: Dialect): RawBuilder<number> {
  return sql.raw<number>(nowIn[dialect])
}
