import { type RawBuilder, sql } from 'kysely'

// Rows by two columns, many at a time. Row values in lists are not the same in SQLite and MySQL, these are; the key's
// index serves them in both.

export type Pair = readonly [string, string | number]

export function pairKey(first: string, second: string | number): string {
  return `${first} ${second}`
}

/** `(first = … and second in (…)) or …`: each `first` named once. */
export function wherePairs(first: string, second: string, pairs: readonly Pair[]): RawBuilder<boolean> {
  const groups = Map.groupBy(pairs, ([a]) => a)
  const conditions = [...groups].map(([a, group]) => {
    const values = [...new Set(group.map(([, b]) => b))]
    return sql`(${sql.ref(first)} = ${a} and ${sql.ref(second)} in (${sql.join(values)}))`
  })
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`
}
