import { Client, fetchExchange, mapExchange } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { retryExchange } from '@urql/exchange-retry'
import { cacheOptions, type OnMessagePosted } from './cache.ts'
import type { EventQueue } from './event-queue.ts'
import type { Homes } from './homes.ts'
import type { Lines } from './lines.ts'
import { replayExchange } from './replay-exchange.ts'
import { isWorthRepeating } from './repeat.ts'
import { socketExchange } from './socket-exchange.ts'

type ClientOptions = {
  url: string
  lines: Lines
  homes: Homes
  events: EventQueue
  cursors: Map<string, string>
  onMessagePosted: OnMessagePosted
  onSignedOut: () => void
  reloadRoom: (roomId: string) => Promise<string | null>
  fetch?: typeof fetch | undefined
}

export function createUrqlClient(options: ClientOptions): Client {
  const { url, lines, homes, events, cursors, onMessagePosted, onSignedOut, reloadRoom } = options
  return new Client({
    url,
    preferGetMethod: false,
    requestPolicy: 'cache-first',
    fetch: withTimeout(options.fetch ?? fetch),
    exchanges: [
      mapExchange({
        onError: (error) => {
          const codes = error.graphQLErrors.map(({ extensions }) => extensions?.code)
          if (codes.includes('UNAUTHENTICATED')) onSignedOut()
        },
      }),
      cacheExchange(cacheOptions(onMessagePosted)),
      retryExchange({
        initialDelayMs: 200,
        maxDelayMs: 5_000,
        maxNumberAttempts: 8,
        randomDelay: true,
        retryIf: isWorthRepeating,
      }),
      replayExchange(events),
      socketExchange({ lines, homes, events, cursors, reloadRoom }),
      fetchExchange,
    ],
  })
}

/** A node that is frozen takes requests and never answers. */
const answerWithin = 15_000

function withTimeout(ask: typeof fetch): typeof fetch {
  return (input, init) => {
    const timeout = AbortSignal.timeout(answerWithin)
    return ask(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout })
  }
}
