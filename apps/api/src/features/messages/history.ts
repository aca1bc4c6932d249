import type { MessageRow } from '@parley/db'
import { type Context, dbOf } from '../../context.ts'
import { checkedSize, type Page, type PageArgs, page, pageOf, pageSize } from '../../paging.ts'

// History: one range of the clustered index, whatever the size of the room.

export type Timeline = {
  roomId: string
  /** The thread's root, 0 for the main timeline. */
  rootSeq: number
  /** The number of a message to show in the middle. */
  around?: number | undefined
}

const cursor = {
  of: (message: MessageRow) => String(message.seq),
  parse: (text: string) => (/^\d{1,10}$/.test(text) ? Number(text) : null),
}

/** A page of a timeline, oldest first. Without arguments a main timeline gives its end, a thread its beginning. */
export function timelinePage(ctx: Context, timeline: Timeline, args: PageArgs): Promise<Page<MessageRow>> {
  if (timeline.around) return pageAround(ctx, { ...timeline, around: timeline.around }, args)
  const isBare = args.first == null && args.last == null && !args.after && timeline.rootSeq === 0
  return page<MessageRow, number>({
    args: isBare ? { ...args, last: pageSize.default } : args,
    cursor,
    read: ({ after, before, limit, inverted }) =>
      inTimeline(ctx, timeline)
        .$if(after !== null, (query) => query.where('seq', '>', after ?? 0))
        .$if(before !== null, (query) => query.where('seq', '<', before ?? 0))
        .orderBy('seq', inverted ? 'desc' : 'asc')
        .limit(limit)
        .execute(),
  })
}

async function pageAround(ctx: Context, timeline: Timeline & { around: number }, args: PageArgs) {
  const size = checkedSize(args)
  const half = Math.ceil(size / 2)
  const [upTo, later] = await Promise.all([
    inTimeline(ctx, timeline)
      .where('seq', '<=', timeline.around)
      .orderBy('seq', 'desc')
      .limit(half + 1)
      .execute(),
    inTimeline(ctx, timeline)
      .where('seq', '>', timeline.around)
      .orderBy('seq')
      .limit(size - half + 1)
      .execute(),
  ])
  return pageOf([...upTo.slice(0, half).reverse(), ...later.slice(0, size - half)], cursor.of, {
    hasPreviousPage: upTo.length > half,
    hasNextPage: later.length > size - half,
  })
}

function inTimeline(ctx: Context, { roomId, rootSeq }: Timeline) {
  return dbOf(ctx).selectFrom('message').selectAll().where('room_id', '=', roomId).where('root_seq', '=', rootSeq)
}
