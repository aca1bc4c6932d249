import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type SqliteDatabase, SqliteDialect } from 'kysely'

const pragmas = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma busy_timeout = 5000;
  pragma foreign_keys = on;
  pragma secure_delete = on;
  pragma temp_store = memory;
  pragma mmap_size = 268435456;
`

/**
 * Kysely's SQLite dialect over Node's own `node:sqlite`. Write-ahead log, synced at every commit: what was acknowledged
 * survives a power cut. What is deleted is overwritten: of a retracted text no copy stays in free pages. Statements are
 * prepared once and kept.
 */
export class NodeSqlite extends SqliteDialect {
  constructor(file: string) {
    super({ database: async () => open(file) })
  }
}

function open(file: string): SqliteDatabase {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const db = new DatabaseSync(file)
  db.exec(pragmas)
  // SQLite's own knows the letters of ASCII only; MySQL's knows them all, and so does this.
  db.function('lower', { deterministic: true }, (value) => (typeof value === 'string' ? value.toLowerCase() : value))
  const prepared = new Map<string, StatementSync>()
  return {
    prepare(sql) {
      const statement = prepared.get(sql) ?? db.prepare(sql)
      if (prepared.size < 500) prepared.set(sql, statement)
      return {
        reader: statement.columns().length > 0,
        all: (params) => statement.all(...(params as SQLInputValue[])),
        run: (params) => statement.run(...(params as SQLInputValue[])),
        iterate: (params) => statement.iterate(...(params as SQLInputValue[])) as IterableIterator<unknown>,
      }
    },
    close: () => db.close(),
  }
}
