import type { ReactionRow } from '@parley/db'
import type { ReactionSummary } from '../../realtime/events.ts'

/** How many people a group names; its count is of all. */
export const namedLimit = 50

/** Reactions grouped by emoji, the group that began first in front; its people in the order in which they reacted. */
export function summarise(rows: readonly ReactionRow[]): ReactionSummary[] {
  const groups = Map.groupBy(
    rows.toSorted((a, b) => a.event_seq - b.event_seq),
    (row) => row.emoji,
  )
  return [...groups].map(([emoji, group]) => ({
    emoji,
    count: group.length,
    userIds: group.slice(0, namedLimit).map((row) => row.user_id),
  }))
}
