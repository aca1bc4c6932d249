import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql'
import { createFanout, createSharedSubscribe, type SharedSubscribe } from '@parley/realtime'
import type { Core } from '../core.ts'
import type { EventRows } from '../realtime/events.ts'
import { forEvent } from '../realtime/prime.ts'
import { anybody } from './anybody.ts'
import type { RequestContext } from './asker.ts'
import { closeCodes } from './close-codes.ts'
import { maskError } from './errors.ts'

/** What an execution for many knows of those who asked for it. */
const forMany = { client: { address: null, userAgent: null }, requestId: 'event' }

/** Subscriptions over sockets: each event is worked out once for all to whom it looks the same. */
export function createLive({ log }: Core): SharedSubscribe {
  const masked = (result: ExecutionResult, requestId: string): ExecutionResult =>
    result.errors ? { ...result, errors: result.errors.map((error) => maskError(error, log, requestId)) } : result

  const { code, reason } = closeCodes.tooSlow
  const shared = createSharedSubscribe<RequestContext>({
    fanout: createFanout({ slowCode: code, slowReason: reason }),
    viewerOf: ({ viewer }) => ({ key: viewer?.user.id ?? '', class: viewer?.user.role ?? 'nobody' }),
    freshContext({ core, viewer, client, requestId }, isForClass) {
      const own = { viewer, client, requestId }
      const seen = isForClass && viewer ? { ...forMany, viewer: anybody(viewer.user.role) } : own
      return (): RequestContext => ({ ...seen, core, cookie: null, loaders: new Map(), isShared: true })
    },
    execute: (args) => {
      const event = args.rootValue as { roomId: string; rows?: EventRows }
      return execute({ ...args, contextValue: forEvent(args.contextValue as RequestContext, event) })
    },
    formatResult: (result) => masked(result, forMany.requestId),
  })
  return {
    bind: shared.bind,
    async subscribe(args: ExecutionArgs) {
      const { requestId } = args.contextValue as RequestContext
      const result = await shared.subscribe(args)
      return Symbol.asyncIterator in result ? result : masked(result, requestId)
    },
  }
}
