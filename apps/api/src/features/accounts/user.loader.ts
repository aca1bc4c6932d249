import type { PublicUser } from '../../realtime/events.ts'
import { jointly } from '../../joint.ts'
import { defineJointLoader, inOrder } from '../../loader.ts'

/** What everybody who is signed in may know of a person: all columns but the password's hash. */
export const publicUserColumns = [
  'id',
  'username',
  'name',
  'title',
  'role',
  'created_at',
  'last_seen_at',
  'deactivated_at',
] as const

/** People by id. */
export const userLoader = defineJointLoader<string, PublicUser>(
  jointly(async (db, ids) => {
    const rows = await db.selectFrom('user').select(publicUserColumns).where('id', 'in', ids).execute()
    return inOrder(ids, rows, (row) => row.id)
  }),
)
