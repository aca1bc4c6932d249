import type { Writable } from 'node:stream'
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute as executeByGraphql } from 'graphql'
import type { WebSocket } from 'ws'
import type { Fanout } from './fanout.ts'
import type { Executor } from './group.ts'
import { groupKey } from './group-key.ts'
import { sharedPartOf } from './shared-source.ts'
import { dependsOnViewer } from './viewer-dependence.ts'

export type SharedSubscribeOptions<Context> = {
  readonly fanout: Fanout
  /**
   * Who looks. Documents that show nothing that depends on the viewer are shared within a `class`: people for whom all other fields
   * are the same, including what they may see. Documents that do are shared among the viewer's own sockets.
   */
  readonly viewerOf: (context: Context) => { readonly key: string; readonly class: string }
  /**
   * Called when an operation begins: returns what makes a context to execute one batch in, with loaders that remember nothing.
   * It lives as long as the operation, so let it hold only what it needs. `isForClass`: the results go to the viewer's whole class, so
   * nothing in these contexts may be this viewer's own. Default: the operation's own context.
   */
  readonly freshContext?: (context: Context, isForClass: boolean) => () => unknown
  /** Works out what an event looks like, once per group. Default: graphql-js's `execute`. */
  readonly execute?: (args: ExecutionArgs) => ExecutionResult | PromiseLike<ExecutionResult>
}

/** Where an operation came in: what graphql-ws knows in `onSubscribe`. */
export type OperationSocket = {
  readonly id: string
  readonly socket: WebSocket
  /** The upgrade request; its `socket` is the one beneath the WebSocket. */
  readonly request: { readonly socket: Writable }
}

export interface SharedSubscribe {
  /**
   * Marks the arguments that `onSubscribe` returns with the socket they came in on. Without it an operation is served the ordinary way. The marked ones
   * are emptied once they have been subscribed with: graphql-ws keeps them as long as the operation lives.
   */
  bind<A extends ExecutionArgs>(args: A, from: OperationSocket): A
  /**
   * graphql-ws's `subscribe`. Calls the field's `subscribe` as graphql-js does; when that returns a shared source, the operation joins its
   * group, else each of its events is executed for itself. Errors are results, as graphql-js's are. An argument `after` of the field says
   * where to begin and nothing else: `resolve` must not look at it.
   */
  subscribe(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult, void, undefined> | ExecutionResult>
}

const boundTo = Symbol('operation socket')
type BoundArgs = ExecutionArgs & { [boundTo]?: OperationSocket | undefined }

/** Puts shared fan-out beneath graphql-ws, which keeps the protocol. */
export function createSharedSubscribe<Context>(options: SharedSubscribeOptions<Context>): SharedSubscribe {
  const { fanout, viewerOf, execute = executeByGraphql } = options
  const freshContext = options.freshContext ?? ((context: Context) => () => context)

  function executeAlone(args: ExecutionArgs) {
    const context = freshContext(args.contextValue as Context, false)
    return async (item: unknown) => execute({ ...args, rootValue: item, contextValue: context() })
  }

  /** How any member's operation is executed for its whole group: nothing of the one that it came with is kept but what this needs. */
  function join(args: ExecutionArgs, source: string): Executor & { readonly key: string } {
    const { schema, document, operationName, variableValues, fieldResolver, typeResolver } = args
    const operation = { schema, document, operationName, variableValues, fieldResolver, typeResolver }
    const viewer = viewerOf(args.contextValue as Context)
    const isForClass = !dependsOnViewer({ schema, document, operationName, variables: variableValues })
    const viewerKey = JSON.stringify(isForClass ? [viewer.class] : [viewer.class, viewer.key])
    return {
      key: `${source}\n${groupKey({ document, operationName, variables: variableValues, viewerKey })}`,
      context: freshContext(args.contextValue as Context, isForClass),
      execute: (item, contextValue) => execute({ ...operation, rootValue: item, contextValue }),
    }
  }

  return {
    bind: (args, from) => ({ ...args, [boundTo]: from }),

    async subscribe(args: BoundArgs) {
      const source = await createSourceEventStream(args)
      if (!(Symbol.asyncIterator in source)) return source
      const shared = sharedPartOf(source)
      const from = args[boundTo]
      if (!shared || !from) return map(source, executeAlone(args))
      const { id, socket } = from
      const { key, attach } = shared
      const operation = { id, socket, raw: from.request.socket, attach, ...join(args, key) }
      empty(args)
      return fanout.serve(operation)
    },
  }
}

function empty(args: BoundArgs): void {
  for (const name of Reflect.ownKeys(args)) {
    if (name !== 'schema' && name !== 'document') Reflect.set(args, name, undefined)
  }
}

/** Unlike a generator function, it passes `return()` on at once, also while the source is being waited for. */
function map<T, R>(source: AsyncIterable<T>, change: (item: T) => Promise<R>): AsyncGenerator<R, void, undefined> {
  const iterator = source[Symbol.asyncIterator]()
  return {
    async next() {
      const { done, value } = await iterator.next()
      return done ? { done: true, value: undefined } : { done: false, value: await change(value) }
    },
    async return() {
      await iterator.return?.()
      return { done: true, value: undefined }
    },
    async throw(error) {
      await iterator.return?.()
      throw error
    },
    [Symbol.asyncIterator]() {
      return this
    },
    async [Symbol.asyncDispose]() {
      await iterator.return?.()
    },
  }
}
