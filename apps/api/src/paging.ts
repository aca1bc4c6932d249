import { ParleyError } from './errors.ts'

/** How many items a page has when nobody says, and at most. */
export const pageSize = { default: 50, max: 200 }

/** An argument that no client of ours would send: its developer reads what is wrong. */
export class BadInputError extends ParleyError {
  override readonly name = 'BAD_USER_INPUT'
}

export type PageArgs = { first?: number | null; last?: number | null; after?: string | null; before?: string | null }

/** What to read for a page: rows strictly between the two keys, from the front or (`inverted`) from the back. */
export type Slice<K> = { after: K | null; before: K | null; limit: number; inverted: boolean }

/** What a connection field answers with. */
export type Page<T> = {
  edges: { cursor: string; node: T }[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

type Paging<T, K> = {
  args: PageArgs
  /** Makes a cursor's text of a row, and reads it back; null means that it is none of ours. */
  cursor: { of(row: T): string; parse(text: string): K | null }
  read(slice: Slice<K>): Promise<T[]>
}

/** A page by keyset: rows are found by where the last page ended, so a page costs the same wherever it lies. */
export async function page<T, K>({ args, cursor, read }: Paging<T, K>): Promise<Page<T>> {
  const size = checkedSize(args)
  const parse = (text: string | null | undefined) => (text == null ? null : parseKey(text, cursor.parse))
  const [after, before] = [parse(args.after), parse(args.before)]
  const inverted = args.last != null || (before !== null && after === null && args.first == null)
  const rows = await read({ after, before, limit: size + 1, inverted })
  const hasMore = rows.length > size
  const shown = inverted ? rows.slice(0, size).reverse() : rows.slice(0, size)
  return pageOf(shown, cursor.of, {
    hasPreviousPage: inverted ? hasMore : after !== null,
    hasNextPage: inverted ? before !== null : hasMore,
  })
}

/** A page of these rows. */
export function pageOf<T>(
  rows: readonly T[],
  cursorOf: (row: T) => string,
  more: { hasPreviousPage: boolean; hasNextPage: boolean },
): Page<T> {
  const edges = rows.map((node) => ({ cursor: cursorOf(node), node }))
  const [startCursor, endCursor] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null]
  return { edges, pageInfo: { ...more, startCursor, endCursor } }
}

/** How many items a page is to have, or an error that says what is wrong with its arguments. */
export function checkedSize({ first, last }: PageArgs): number {
  for (const [name, size] of Object.entries({ first, last })) {
    if (size != null && (size < 1 || size > pageSize.max)) {
      throw new BadInputError(`A page has from 1 to ${pageSize.max} items; \`${name}\` was ${size}.`)
    }
  }
  if (first != null && last != null) throw new BadInputError('Give `first` or `last`, not both.')
  return first ?? last ?? pageSize.default
}

function parseKey<K>(text: string, parse: (text: string) => K | null): K {
  const key = parse(text)
  if (key === null) throw new BadInputError('That cursor is not one of this list.')
  return key
}
