import type { ExecutionResult } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { RequestContext } from './asker.ts'
import type { Connections } from './connections.ts'

/** Subscriptions over HTTP (server-sent events) end with their session, as sockets do. */
export function endStreamsWithSession(connections: Connections): Plugin<RequestContext> {
  return {
    onSubscribe: ({ args }) => ({
      onSubscribeResult({ result, setResult }) {
        const { viewer, cookie } = args.contextValue
        // Only HTTP has a cookie to set.
        if (!viewer || !cookie || !isAsyncIterable<ExecutionResult>(result)) return
        const inner = result[Symbol.asyncIterator]()
        setResult(ending(inner, connections.add({ viewer, close: () => void inner.return?.() })))
      },
    }),
  }
}

function ending<T>(inner: AsyncIterator<T>, onEnd: () => void): AsyncIterableIterator<T> {
  return {
    async next() {
      const result = await inner.next()
      if (result.done) onEnd()
      return result
    },
    async return() {
      onEnd()
      await inner.return?.()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
