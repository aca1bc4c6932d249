import type { ExecutionArgs, ExecutionResult } from 'graphql'
import { createFanout, createSharedSubscribe, type FanoutStats, type SharedSubscribe } from '@parley/realtime'
import type { Core } from '../core.ts'
import { Loaders } from '../loader.ts'
import type { EventRows } from '../realtime/events.ts'
import { forEvent } from '../realtime/prime.ts'
import type { WatchOperation } from '../telemetry/operations.ts'
import { anybody } from './anybody.ts'
import type { RequestContext } from './asker.ts'
import { closeCodes } from './close-codes.ts'
import { maskResult } from './errors.ts'
import { execute } from './execute.ts'

/** What an execution for many knows of those who asked for it. */
const forMany = { client: { address: null, userAgent: null }, requestId: 'event' }

export type Live = SharedSubscribe & { stats(): FanoutStats }

/** Subscriptions over sockets: each event is worked out once for all to whom it looks the same. */
export function createLive({ log }: Core, watch: WatchOperation): Live {
  const masked = (result: ExecutionResult) => maskResult(result, log, forMany.requestId)
  const { code, reason } = closeCodes.tooSlow
  const fanout = createFanout({ slowCode: code, slowReason: reason })
  const shared = createSharedSubscribe<RequestContext>({
    fanout,
    viewerOf: ({ viewer }) => ({ key: viewer?.user.id ?? '', class: viewer?.user.role ?? 'nobody' }),
    freshContext({ core, viewer, client, requestId }, isForClass) {
      const own = { viewer, client, requestId }
      const seen = isForClass && viewer ? { ...forMany, viewer: anybody(viewer.user.role) } : own
      return (): RequestContext => ({ ...seen, core, cookie: null, loaders: new Loaders(), isShared: true })
    },
    execute(args) {
      const event = args.rootValue as { roomId: string; rows?: EventRows }
      const result = execute({ ...args, contextValue: forEvent(args.contextValue as RequestContext, event) })
      return 'then' in result ? result.then(masked) : masked(result)
    },
  })
  return {
    bind: shared.bind,
    async subscribe(args: ExecutionArgs) {
      const { requestId } = args.contextValue as RequestContext
      const { run, end } = watch(args)
      const result = await run(() => shared.subscribe(args))
      const told = Symbol.asyncIterator in result ? result : maskResult(result, log, requestId)
      end(Symbol.asyncIterator in told ? [] : told.errors)
      return told
    },
    stats: fanout.stats,
  }
}
