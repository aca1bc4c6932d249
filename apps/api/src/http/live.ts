import { type ExecutionResult, execute } from 'graphql'
import { createFanout, createSharedSubscribe, type SharedSubscribe } from '@parley/realtime'
import type { Core } from '../core.ts'
import type { EventRows } from '../realtime/events.ts'
import { forEvent } from '../realtime/prime.ts'
import type { RequestContext } from './asker.ts'
import { maskError } from './errors.ts'

/** Subscriptions over sockets: each event is worked out once for all to whom it looks the same. */
export function createLive(core: Core): SharedSubscribe {
  return createSharedSubscribe<RequestContext>({
    fanout: createFanout(),
    viewerOf: ({ viewer }) => ({ key: viewer?.user.id ?? '', class: viewer?.user.role ?? 'nobody' }),
    freshContext: (ctx) => ({ ...ctx, loaders: new Map(), isShared: true }),
    execute: (args) => {
      const event = args.rootValue as { roomId: string; rows?: EventRows }
      return execute({ ...args, contextValue: forEvent(args.contextValue as RequestContext, event) })
    },
    formatResult: (result: ExecutionResult) =>
      result.errors ? { ...result, errors: result.errors.map((it) => maskError(it, core.log, 'event')) } : result,
  })
}
