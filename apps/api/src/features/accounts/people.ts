import { type RawBuilder, sql } from 'kysely'
import { type Context, dbOf } from '../../context.ts'
import type { PublicUser } from '../../realtime/events.ts'
import type { Slice } from '../../paging.ts'
import type { NameKey } from '../../names.ts'
import { publicUserColumns } from './user.loader.ts'

/** The people of this server by name; with a search, those whose username or a word of whose name starts with each term. */
export async function findPeople(ctx: Context, search: string, slice: Slice<NameKey>): Promise<PublicUser[]> {
  const { after, before, limit, inverted } = slice
  const name = sql<string>`lower(name)`
  let query = dbOf(ctx).selectFrom('user').select(publicUserColumns).where('deactivated_at', 'is', null)
  for (const term of termsOf(search)) query = query.where(startsWith(term))
  if (after) query = query.where(sql<boolean>`(${name}, id) > (lower(${after[0]}), ${after[1]})`)
  if (before) query = query.where(sql<boolean>`(${name}, id) < (lower(${before[0]}), ${before[1]})`)
  const direction = inverted ? 'desc' : 'asc'
  return query.orderBy(name, direction).orderBy('id', direction).limit(limit).execute()
}

function termsOf(search: string): string[] {
  return search.slice(0, 80).toLowerCase().replace(/^\s*@/, '').split(/\s+/).filter(Boolean).slice(0, 5)
}

function startsWith(term: string): RawBuilder<boolean> {
  const start = `${term.replace(/[!%_]/g, '!$&')}%`
  const within = `% ${start}`
  return sql<boolean>`(username like ${start} escape '!' or lower(name) like ${start} escape '!' or lower(name) like ${within} escape '!')`
}
