import type { ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { WatchOperation } from '../telemetry/operations.ts'
import type { RequestContext } from './asker.ts'

/** Watches operations that the engine executes: those over HTTP, and queries and mutations over sockets. Comes after the masks. */
export function watchOperations(watch: WatchOperation): Plugin<RequestContext> {
  const errorsOf = (result: object) => ('errors' in result ? (result as ExecutionResult).errors : [])
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { run, end } = watch(args)
      setExecuteFn((given) => run(() => executeFn(given)))
      return { onExecuteDone: ({ result }) => end(errorsOf(result)) }
    },
    onSubscribe({ args, subscribeFn, setSubscribeFn }) {
      const { run, end } = watch(args)
      setSubscribeFn((given) => run(() => subscribeFn(given)))
      return { onSubscribeResult: ({ result }) => end(errorsOf(result)) }
    },
  }
}
