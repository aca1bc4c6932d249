import { endSink, pulled, type SharedSource, type Sink, sharedSource } from '@parley/realtime'
import { type Context, viewerOf } from '../../context.ts'
import { accessLog, accessRoom } from '../rooms/access.ts'
import type { Signal } from './signals.ts'

/** Tells a room that the viewer types, or stopped. */
export async function setTyping(ctx: Context, input: { roomId: string; isTyping: boolean }): Promise<void> {
  const { room } = await accessRoom(ctx, input.roomId, 'post')
  ctx.core.signals.setTyping(room.id, viewerOf(ctx).user.id, input.isTyping)
}

/** What passes in a room, for as long as the viewer may read there. */
export async function followRoomSignals(ctx: Context, roomId: string): Promise<SharedSource<Signal>> {
  await ctx.core.letIn()
  const { head } = await accessLog(ctx, roomId)
  const reading = { who: viewerOf(ctx).user.id, allowedAt: head }
  const { feeds, signals } = ctx.core

  async function attach(sink: Sink<Signal>): Promise<() => void> {
    // The room's log says when the right to read it ends, however that comes about.
    const leave = await feeds.subscribe(roomId, {
      ...reading,
      onEvents: () => undefined,
      onReset: () => undefined,
      onEnd: (reason) => endSink(sink, reason),
    })
    try {
      const stop = await signals.subscribe(roomId, (told) => sink.next(told))
      return () => {
        leave()
        stop()
      }
    } catch (error) {
      leave()
      throw error
    }
  }
  return sharedSource({ key: `signals of ${roomId}`, attach, pull: () => pulled(attach, keepLatest) })
}

/** Of what waits, the latest of each kind per person. */
function keepLatest(waiting: Signal[], signal: Signal): void {
  const at = waiting.findIndex((one) => one.type === signal.type && personOf(one) === personOf(signal))
  if (at < 0) waiting.push(signal)
  else waiting[at] = signal
}

const personOf = (signal: Signal) => ('userId' in signal ? signal.userId : null)
