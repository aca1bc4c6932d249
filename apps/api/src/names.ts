import { type RawBuilder, sql } from 'kysely'

/** Whether one of the columns contains the text, whatever its case. `column` values are lower-cased by the database. */
export function contains(columns: readonly string[], search: string): RawBuilder<boolean> {
  const pattern = `%${search
    .slice(0, 80)
    .toLowerCase()
    .replace(/[!%_]/g, (c) => `!${c}`)}%`
  const conditions = columns.map((column) => sql`lower(${sql.ref(column)}) like ${pattern} escape '!'`)
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`
}

export type NameKey = readonly [name: string, id: string]

/** A cursor in a list that is ordered by name and id. */
export const nameCursor = {
  of: (name: string, id: string): string => JSON.stringify([name, id]),
  parse(text: string): NameKey | null {
    try {
      const value: unknown = JSON.parse(text)
      if (!Array.isArray(value) || value.length !== 2) return null
      const [name, id]: unknown[] = value
      return typeof name === 'string' && typeof id === 'string' ? [name, id] : null
    } catch {
      return null
    }
  },
}

/** Rows between two names, ids settling ties. */
export function betweenNames(
  columns: readonly [string, string],
  range: { after: NameKey | null; before: NameKey | null },
) {
  const pair = sql`(${sql.ref(columns[0])}, ${sql.ref(columns[1])})`
  const past = range.after ? sql`${pair} > (${range.after[0]}, ${range.after[1]})` : sql`1 = 1`
  const short = range.before ? sql`${pair} < (${range.before[0]}, ${range.before[1]})` : sql`1 = 1`
  return sql<boolean>`(${past} and ${short})`
}
