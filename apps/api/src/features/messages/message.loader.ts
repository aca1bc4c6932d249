import type { MessageRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { defineLoader, inOrder } from '../../loader.ts'
import { wherePairs } from '../../realtime/pairs.ts'

export type MessageKey = readonly [roomId: string, seq: number]

/** Messages by room and number, whoever asks: features get theirs through `access.ts`. */
export const messageLoader = defineLoader<Context, MessageKey, MessageRow>(async (ctx, keys) => {
  const rows = await dbOf(ctx)
    .selectFrom('message')
    .selectAll()
    .where(wherePairs('room_id', 'seq', keys))
    .execute()
  return inOrder<MessageKey, MessageRow>(keys, rows, (it) => [it.room_id, it.seq])
})

/** Who replied in each thread, the latest first, at most five. */
export const repliersLoader = defineLoader<Context, MessageKey, string[]>(async (ctx, keys) => {
  const rows = await dbOf(ctx)
    .selectFrom('message')
    .select(['room_id', 'root_seq', 'author_id', (eb) => eb.fn.max('seq').as('latest')])
    .where(wherePairs('room_id', 'root_seq', keys))
    .groupBy(['room_id', 'root_seq', 'author_id'])
    .orderBy('latest', 'desc')
    .execute()
  return keys.map(([roomId, seq]) =>
    rows
      .filter((row) => row.room_id === roomId && row.root_seq === seq)
      .slice(0, 5)
      .map((row) => row.author_id),
  )
})

/** Who is mentioned in each message. */
export const mentionsLoader = defineLoader<Context, MessageKey, string[]>(async (ctx, keys) => {
  const rows = await dbOf(ctx)
    .selectFrom('mention')
    .selectAll()
    .where(wherePairs('room_id', 'seq', keys))
    .where('user_id', '!=', '*')
    .orderBy('user_id')
    .execute()
  return keys.map(([roomId, seq]) =>
    rows.filter((row) => row.room_id === roomId && row.seq === seq).map((row) => row.user_id),
  )
})
