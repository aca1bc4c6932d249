import { type Context, viewerOf } from '../../context.ts'
import { endable } from '../../realtime/endable.ts'
import { prime } from '../../realtime/prime.ts'
import { accessRoom } from '../rooms/access.ts'
import type { Signal } from './signals.ts'

/** Tells a room that the viewer types, or stopped. */
export async function setTyping(ctx: Context, input: { roomId: string; isTyping: boolean }): Promise<void> {
  const { room } = await accessRoom(ctx, input.roomId, 'post')
  ctx.core.signals.setTyping(room.id, viewerOf(ctx).user.id, input.isTyping)
}

/** What passes in a room, for as long as the viewer may read there. */
export async function followRoomSignals(ctx: Context, roomId: string): Promise<AsyncGenerator<Signal, void>> {
  const { room } = await accessRoom(ctx, roomId, 'read')
  const reading = { who: viewerOf(ctx).user.id, allowedAt: room.last_seq }
  return endable((signal) => told(ctx, roomId, { ...reading, signal }))
}

type Reading = { who: string; allowedAt: number; signal: AbortSignal }

async function* told(ctx: Context, roomId: string, reading: Reading): AsyncGenerator<Signal, void, undefined> {
  // The room's log says when the right to read it ends, however that comes about.
  const over = new AbortController()
  const end = () => over.abort()
  const signal = AbortSignal.any([reading.signal, over.signal])
  const silent = { onEvents: () => undefined, onReset: () => undefined, onEnd: end }
  await ctx.core.feeds.subscribe(roomId, { ...reading, ...silent, signal })
  try {
    for await (const next of ctx.core.signals.follow(roomId, signal)) {
      prime(ctx, { roomId })
      yield next
    }
  } finally {
    end()
  }
}
