import type { Database } from '@parley/db'
import { jointly } from '../../joint.ts'

const write = jointly<string, never>(async (db, userIds) => {
  await db.updateTable('user').set({ last_seen_at: Date.now() }).where('id', 'in', userIds).execute()
  return []
})

/** Notes that somebody was here until now. */
export async function markSeen(database: Database, userId: string): Promise<void> {
  await write(database, [userId])
}
