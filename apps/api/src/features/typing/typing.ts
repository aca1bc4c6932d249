import { endable, endSink, type SharedSource, type Sink, sharedSource } from '@parley/realtime'
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
  return sharedSource({ key: `signals of ${roomId}`, attach, pull: () => endable((signal) => pulled(attach, signal)) })
}

type Attach = (sink: Sink<Signal>) => Promise<() => void>

/** For who pulls: of what waits, the latest of each kind per person. */
async function* pulled(attach: Attach, left: AbortSignal): AsyncGenerator<Signal, void, undefined> {
  const waiting = new Map<string, Signal>()
  const over = new AbortController()
  let failure: unknown
  let wake: () => void = () => undefined
  const signal = AbortSignal.any([left, over.signal])
  signal.addEventListener('abort', () => wake(), { once: true })
  const end = () => over.abort()
  const detach = await attach({
    next(signals) {
      for (const one of signals) waiting.set(`${one.type} ${'userId' in one ? one.userId : ''}`, one)
      wake()
    },
    end,
    fail(error) {
      failure = error
      end()
    },
  })
  try {
    while (!signal.aborted) {
      const [next] = waiting
      if (next) {
        waiting.delete(next[0])
        yield next[1]
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
    if (failure !== undefined) throw failure
  } finally {
    detach()
  }
}
