import { resolveCursorConnection } from '@pothos/plugin-relay'
import { GraphQLError } from 'graphql'
import { pageSize } from './builder.ts'

export type PageArgs = { first?: number | null; last?: number | null; after?: string | null; before?: string | null }

/** What to read for a page: rows strictly between the two keys, from the front or (`inverted`) from the back. */
export type Slice<K> = { after: K | null; before: K | null; limit: number; inverted: boolean }

type Paging<T, K> = {
  args: PageArgs
  /** Makes a cursor's text of a row, and reads it back; null means that it is none of ours. */
  cursor: { of(row: T): string; parse(text: string): K | null }
  read(slice: Slice<K>): Promise<T[]>
}

/** What a connection field answers with. */
export type Page<T> = {
  edges: { cursor: string; node: T }[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null | undefined
    endCursor: string | null | undefined
  }
}

/** A page by keyset: rows are found by where the last page ended, so a page costs the same wherever it lies. */
export async function page<T extends object, K>({ args, cursor, read }: Paging<T, K>): Promise<Page<T>> {
  const parse = (text: string | undefined) => (text === undefined ? null : parseCursor(text, cursor.parse))
  const connection = await resolveCursorConnection(
    { args: checkedPage(args), toCursor: (row: unknown) => cursor.of(row as T), defaultSize: pageSize.default, maxSize: pageSize.max },
    async ({ after, before, limit, inverted }): Promise<T[]> =>
      read({ after: parse(after), before: parse(before), limit, inverted }),
  )
  return connection as Page<T>
}

/** The arguments of a page, or an error that says which is wrong. */
export function checkedPage<A extends PageArgs>(args: A): A {
  for (const name of ['first', 'last'] as const) {
    const size = args[name]
    if (size != null && (size < 1 || size > pageSize.max)) {
      throw badInput(`A page has from 1 to ${pageSize.max} items; \`${name}\` was ${size}.`)
    }
  }
  if (args.first != null && args.last != null) throw badInput('Give `first` or `last`, not both.')
  return args
}

export function parseCursor<K>(text: string, parse: (text: string) => K | null): K {
  const key = parse(text)
  if (key === null) throw badInput('That cursor is not one of this list.')
  return key
}

export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}
