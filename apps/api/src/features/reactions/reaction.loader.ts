import { pairKey, wherePairs } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { jointly } from '../../joint.ts'
import { defineJointLoader, defineLoader } from '../../loader.ts'
import type { ReactionSummary } from '../../realtime/events.ts'
import type { MessageKey } from '../messages/message.loader.ts'
import { summarise } from './summary.ts'

/** The reactions to each message, by emoji. */
export const reactionsLoader = defineJointLoader<MessageKey, ReactionSummary[]>(
  jointly(async (db, keys) => {
    const query = db
      .selectFrom('reaction')
      .selectAll()
      .where(wherePairs('room_id', 'seq', keys))
    const groups = Map.groupBy(await query.execute(), (row) => pairKey(row.room_id, row.seq))
    return keys.map(([roomId, seq]) => summarise(groups.get(pairKey(roomId, seq)) ?? []))
  }),
)

export type ReactionKey = readonly [roomId: string, seq: number, userId: string]

/** Which emoji one person holds on each message. */
export const ownReactionsLoader = defineLoader<Context, ReactionKey, Set<string>>(async (ctx, keys) => {
  const userIds = [...new Set(keys.map(([, , userId]) => userId))]
  const pairs = keys.map(([roomId, seq]) => [roomId, seq] as const)
  const rows = await dbOf(ctx)
    .selectFrom('reaction')
    .select(['room_id', 'seq', 'user_id', 'emoji'])
    .where('user_id', 'in', userIds)
    .where(wherePairs('room_id', 'seq', pairs))
    .execute()
  return keys.map(
    ([roomId, seq, userId]) =>
      new Set(rows.filter((r) => r.room_id === roomId && r.seq === seq && r.user_id === userId).map((r) => r.emoji)),
  )
})
