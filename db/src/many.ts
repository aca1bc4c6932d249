import { CompiledQuery, type Insertable, type Selectable } from 'kysely'
import type { Dialect } from './database.ts'
import type { Pair } from './pairs.ts'
import type { Tables } from './schema.ts'
import type { Statement } from './transact.ts'

// Statements for many rows of one table, as text: the query builder makes a tree of nodes of them, value by value, which
// under load is a tenth of what a node does.

type Table = keyof Tables
type Column<T extends Table> = keyof Tables[T] & string
type NewRow<T extends Table> = Readonly<Insertable<Tables[T]>>

/** Inserts rows, all with the same columns. Nothing for no rows. */
export function insertRows<T extends Table>(table: T, rows: readonly NewRow<T>[]): Statement[] {
  return insert(table, rows, '')
}

/**
 * Writes some columns of rows that are there, and that the transaction holds; each is given as a whole. As an insert that
 * finds its key, because an update that tells its rows apart by cases compares each row with each case.
 */
export function updateRows<T extends Table>(
  dialect: Dialect,
  table: T,
  { rows, columns }: { rows: readonly NewRow<T>[]; columns: readonly Column<T>[] },
): Statement[] {
  const [start, fresh] =
    dialect === 'mysql' ? ['as fresh on duplicate key update', 'fresh'] : ['on conflict do update set', 'excluded']
  const set = columns.map((column) => `${quote(column)} = ${fresh}.${quote(column)}`)
  return insert(table, rows, ` ${start} ${set.join(', ')}`)
}

/** So many pairs MySQL finds faster by a join: for a list it goes down the index for each, to plan, and then again, to read. */
const worthJoining = 8

/** Rows by the values of two columns, which an index begins with; a row may come as often as its pair. Null for no pairs. */
export function rowsByPairs<T extends Table>(
  dialect: Dialect,
  table: T,
  { columns, pairs }: { columns: readonly [Column<T>, Column<T>]; pairs: readonly Pair[] },
): Statement<Selectable<Tables[T]>> | null {
  if (pairs.length === 0) return null
  const text =
    dialect === 'mysql' && pairs.length >= worthJoining
      ? joinPairs(table, columns, pairs.length)
      : `select * from ${quote(table)} where (${columns.map(quote).join(', ')}) in (${listOf(dialect, pairs.length)})`
  return { compile: () => CompiledQuery.raw(text, pairs.flat()) }
}

function listOf(dialect: Dialect, count: number): string {
  return `${dialect === 'sqlite' ? 'values ' : ''}${Array(count).fill('(?, ?)').join(', ')}`
}

function joinPairs(table: Table, [first, second]: readonly [string, string], count: number): string {
  const asked = `(values ${Array(count).fill('row(?, ?)').join(', ')}) as asked (a, b)`
  const name = quote(table)
  const on = `${name}.${quote(first)} = asked.a and ${name}.${quote(second)} = asked.b`
  return `select ${name}.* from ${asked} straight_join ${name} on ${on}`
}

function insert<T extends Table>(table: T, rows: readonly NewRow<T>[], tail: string): Statement[] {
  const [first] = rows
  if (!first) return []
  const columns = Object.keys(first)
  const row = `(${columns.map(() => '?').join(', ')})`
  const text = `insert into ${quote(table)} (${columns.map(quote).join(', ')}) values ${rows.map(() => row).join(', ')}${tail}`
  const values = rows.flatMap((it) => columns.map((column) => (it as Record<string, unknown>)[column]))
  return [{ compile: () => CompiledQuery.raw(text, values) }]
}

function quote(name: string): string {
  return `\`${name}\``
}
