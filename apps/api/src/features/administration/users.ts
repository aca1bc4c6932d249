import type { UserRole } from '@parley/db'
import { sql } from 'kysely'
import { type Context, dbOf } from '../../context.ts'
import { contains, type NameKey } from '../../names.ts'
import type { Slice } from '../../paging.ts'
import type { PublicUser } from '../../realtime/events.ts'
import { publicUserColumns } from '../accounts/user.loader.ts'

export type UserFilter = {
  search?: string | null | undefined
  role?: UserRole | null | undefined
  isDeactivated?: boolean | null | undefined
}

/** All accounts by name, closed ones as well. */
export async function findUsers(ctx: Context, filter: UserFilter, slice: Slice<NameKey>): Promise<PublicUser[]> {
  const { after, before, limit, inverted } = slice
  const name = sql<string>`lower(name)`
  let query = dbOf(ctx).selectFrom('user').select(publicUserColumns)
  if (filter.search) query = query.where(contains(['username', 'name'], filter.search))
  if (filter.role) query = query.where('role', '=', filter.role)
  if (filter.isDeactivated != null) query = query.where('deactivated_at', filter.isDeactivated ? 'is not' : 'is', null)
  if (after) query = query.where(sql<boolean>`(${name}, id) > (lower(${after[0]}), ${after[1]})`)
  if (before) query = query.where(sql<boolean>`(${name}, id) < (lower(${before[0]}), ${before[1]})`)
  const direction = inverted ? 'desc' : 'asc'
  return query.orderBy(name, direction).orderBy('id', direction).limit(limit).execute()
}
