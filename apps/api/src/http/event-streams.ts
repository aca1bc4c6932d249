import type { Plugin } from 'graphql-yoga'
import type { HttpParts, RequestContext } from './asker.ts'
import type { Connections } from './connections.ts'
import { maskError, maskResult } from './errors.ts'

type Parts = Pick<HttpParts, 'core' | 'watchOperation'> & { connections: Connections }

/** Subscriptions over HTTP (server-sent events) are watched, their bugs are masked, and they end with their session, as sockets do. */
export function superviseStreams({ core: { log }, watchOperation, connections }: Parts): Plugin<RequestContext> {
  return {
    onSubscribe({ args, subscribeFn, setSubscribeFn }) {
      const { viewer, requestId } = args.contextValue
      const { run, end } = watchOperation(args)
      setSubscribeFn((given) => run(() => subscribeFn(given)))
      return {
        onSubscribeError: ({ error, setError }) => setError(maskError(error, log, requestId)),
        onSubscribeResult({ result, setResult }) {
          if (!(Symbol.asyncIterator in result)) {
            const refusal = maskResult(result, log, requestId)
            end(refusal.errors)
            return setResult(refusal)
          }
          end()
          const close = () => void result.return?.()
          return {
            onNext: (next) => next.setResult(maskResult(next.result, log, requestId)),
            ...(viewer && { onEnd: connections.add({ viewer, close }) }),
          }
        },
      }
    },
  }
}
