import { type MessageRow, pairKey, wherePairs } from '@parley/db'
import { jointly } from '../../joint.ts'
import { defineJointLoader, inOrder } from '../../loader.ts'

export type MessageKey = readonly [roomId: string, seq: number]

/** Messages by room and number, whoever asks: features get theirs through `access.ts`. */
export const messageLoader = defineJointLoader<MessageKey, MessageRow>(
  jointly(async (db, keys) => {
    const rows = await db
      .selectFrom('message')
      .selectAll()
      .where(wherePairs('room_id', 'seq', keys))
      .execute()
    return inOrder<MessageKey, MessageRow>(keys, rows, (it) => [it.room_id, it.seq])
  }),
)

/** Who replied in each thread, the latest first, at most five. */
export const repliersLoader = defineJointLoader<MessageKey, string[]>(
  jointly(async (db, keys) => {
    const rows = await db
      .selectFrom('message')
      .select(['room_id', 'root_seq', 'author_id', (eb) => eb.fn.max('seq').as('latest')])
      .where(wherePairs('room_id', 'root_seq', keys))
      .groupBy(['room_id', 'root_seq', 'author_id'])
      .orderBy('latest', 'desc')
      .execute()
    const byRoot = Map.groupBy(rows, (row) => pairKey(row.room_id, row.root_seq))
    return keys.map(([roomId, seq]) => (byRoot.get(pairKey(roomId, seq)) ?? []).slice(0, 5).map((row) => row.author_id))
  }),
)

/** Who is mentioned in each message. */
export const mentionsLoader = defineJointLoader<MessageKey, string[]>(
  jointly(async (db, keys) => {
    const rows = await db
      .selectFrom('mention')
      .selectAll()
      .where(wherePairs('room_id', 'seq', keys))
      .where('user_id', '!=', '*')
      .orderBy('user_id')
      .execute()
    const byMessage = Map.groupBy(rows, (row) => pairKey(row.room_id, row.seq))
    return keys.map(([roomId, seq]) => (byMessage.get(pairKey(roomId, seq)) ?? []).map((row) => row.user_id))
  }),
)
