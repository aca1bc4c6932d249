import type { Database } from '@parley/db'

/** Notes that somebody was here until now. */
export async function markSeen({ kysely }: Database, userId: string): Promise<void> {
  await kysely.updateTable('user').set({ last_seen_at: Date.now() }).where('id', '=', userId).execute()
}
