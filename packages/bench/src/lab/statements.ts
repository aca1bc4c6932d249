import type { RowDataPacket } from 'mysql2'
import type { Pool } from 'mysql2/promise'

/** How many statements a database got, and of which shape. */
export type Statements = { total: number; byShape: { shape: string; count: number }[] }

/** Forgets what was counted before. Only for a server with nobody else on it. */
export async function countStatementsAnew(pool: Pool): Promise<void> {
  await pool.query('TRUNCATE TABLE performance_schema.events_statements_summary_by_digest')
}

/** What came since `countStatementsAnew` to this pool's database: reads, writes, transactions. */
export async function countStatements(pool: Pool): Promise<Statements> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT digest_text AS shape, count_star AS count FROM performance_schema.events_statements_summary_by_digest
     WHERE schema_name = DATABASE() AND digest_text NOT LIKE '%performance_schema%' AND digest_text NOT LIKE 'TRUNCATE%'
     ORDER BY count_star DESC`,
  )
  const byShape = rows.map((row) => ({ shape: String(row.shape), count: Number(row.count) }))
  return { total: byShape.reduce((sum, { count }) => sum + count, 0), byShape }
}
