import { RequestCache } from '@pothos/plugin-scope-auth'
import { type ExecutionArgs, type ExecutionResult, execute as executeByGraphql } from 'graphql'

/**
 * Executes by graphql-js, and then lets go of the context. The plugin that authorises keeps what it found out in a WeakMap, by the
 * context, to which it refers itself. V8 takes the values of old WeakMaps for alive in its small collections: all that
 * an operation had in hand would be moved to the old generation, to wait there for a collection of everything.
 */
export function execute(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
  const letGo = () => RequestCache.clearForContext(args.contextValue as object)
  const result = executeByGraphql(args)
  if ('then' in result) return result.finally(letGo)
  letGo()
  return result
}
