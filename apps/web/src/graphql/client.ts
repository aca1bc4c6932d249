import { Client, fetchExchange, mapExchange } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { retryExchange } from '@urql/exchange-retry'
import { cacheOptions, type OnMessagePosted } from './cache.ts'
import type { EventQueue } from './event-queue.ts'
import { replayExchange } from './replay-exchange.ts'
import type { Socket } from './socket.ts'
import { socketExchange } from './socket-exchange.ts'

type ClientOptions = {
  url: string
  socket: Socket
  events: EventQueue
  cursors: Map<string, string>
  onMessagePosted: OnMessagePosted
  onSignedOut: () => void
  reloadRoom: (roomId: string) => Promise<string | null>
  fetch?: typeof fetch | undefined
}

export function createUrqlClient(options: ClientOptions): Client {
  const { url, socket, events, cursors, onMessagePosted, onSignedOut, reloadRoom } = options
  return new Client({
    url,
    preferGetMethod: false,
    requestPolicy: 'cache-first',
    ...(options.fetch && { fetch: options.fetch }),
    exchanges: [
      mapExchange({
        onError: (error) => {
          const codes = error.graphQLErrors.map(({ extensions }) => extensions?.code)
          if (codes.includes('UNAUTHENTICATED')) onSignedOut()
        },
      }),
      cacheExchange(cacheOptions(onMessagePosted)),
      retryExchange({
        initialDelayMs: 400,
        maxDelayMs: 10_000,
        maxNumberAttempts: 6,
        randomDelay: true,
        retryIf: (error, operation) => operation.kind === 'query' && error.networkError !== undefined,
      }),
      replayExchange(events),
      socketExchange({ socket, events, cursors, reloadRoom }),
      fetchExchange,
    ],
  })
}
