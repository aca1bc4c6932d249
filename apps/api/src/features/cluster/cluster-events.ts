import type { ClusterEventType, Database, Db } from '@parley/db'
import { v7 as uuid } from 'uuid'
import { databaseNow } from './clock.ts'

export type NewClusterEvent = {
  type: ClusterEventType
  /** `id` null: the cluster as a whole. */
  node: { id: string | null; name: string }
  actorId?: string | null
  /** One plain sentence. */
  summary: string
}

/** Adds lines to the cluster's log, within `db`. Tell of them when they are committed. */
export async function logEvents(
  { dialect }: Pick<Database, 'dialect'>,
  db: Db,
  events: readonly NewClusterEvent[],
): Promise<string[]> {
  const rows = events.map(({ type, node, actorId = null, summary }) => ({
    id: uuid(),
    at: databaseNow(dialect),
    type,
    node_id: node.id,
    node_name: node.name,
    actor_id: actorId,
    summary: summary.slice(0, 250),
  }))
  if (rows.length > 0) await db.insertInto('cluster_event').values(rows).execute()
  return rows.map((row) => row.id)
}
