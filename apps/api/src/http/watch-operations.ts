import type { ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { WatchOperation } from '../telemetry/operations.ts'
import type { RequestContext } from './asker.ts'

/** Watches subscriptions over HTTP. Comes after the masks. */
export function watchSubscriptions(watch: WatchOperation): Plugin<RequestContext> {
  const errorsOf = (result: object) => ('errors' in result ? (result as ExecutionResult).errors : [])
  return {
    onSubscribe({ args, subscribeFn, setSubscribeFn }) {
      const { run, end } = watch(args)
      setSubscribeFn((given) => run(() => subscribeFn(given)))
      return { onSubscribeResult: ({ result }) => end(errorsOf(result)) }
    },
  }
}
