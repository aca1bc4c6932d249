import type { IncomingMessage } from 'node:http'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'
import { askerOfRequest, contextOf, type HttpParts, type RequestContext } from './asker.ts'
import type { Connections } from './connections.ts'
import { maskError } from './errors.ts'
import { limitDocuments, withoutSuggestions } from './document-checks.ts'
import { superviseStreams } from './event-streams.ts'
import { serveExplorer } from './explorer.ts'
import { refuseForgery } from './forgery.ts'
import { refuseUnlessServing } from './refuse-unless-serving.ts'
import { requestIdOf } from './request-id.ts'

export const graphqlPath = '/graphql'
/** The path by which a balancer reaches one node; every node answers it, whosever name is in it. */
const nodePath = /^\/n\/[^/]+\/graphql$/

export function isGraphqlPath(path: string): boolean {
  return path === graphqlPath || nodePath.test(path)
}
/** The largest body of a request. */
export const maxBodyBytes = 256 * 1024

/** What the server gives with a request: Node's, or the address itself. */
export type ServerContext = { req?: IncomingMessage; address?: string }

export type GraphqlServer = ReturnType<typeof createGraphqlServer>

type Parts = Omit<HttpParts, 'readDocument'> & { connections: Connections }

/** The GraphQL engine behind both transports: HTTP's server, and the reader of documents for all. */
export function createGraphqlServer(parts: Parts) {
  const { schema } = parts
  const { config, log } = parts.core
  const cookieLines = new WeakMap<Request, string[]>()

  async function context(initial: ServerContext & { request: Request }): Promise<RequestContext> {
    const lines: string[] = []
    cookieLines.set(initial.request, lines)
    const remote = initial.req?.socket.remoteAddress ?? initial.address ?? null
    return contextOf(
      parts.core,
      await askerOfRequest(parts, initial.request, { remote, write: (line) => void lines.push(line) }),
    )
  }

  const answerHeaders: Plugin = {
    onResponse({ request, response }) {
      response.headers.set('x-request-id', requestIdOf(request.headers.get('x-request-id')))
      response.headers.set('cache-control', 'no-store')
      for (const line of cookieLines.get(request) ?? []) response.headers.append('set-cookie', line)
    },
  }

  const queriesAndMutations: Plugin<RequestContext> = {
    onExecute: ({ setExecuteFn }) => setExecuteFn(parts.execute),
  }

  return createYoga<ServerContext, RequestContext>({
    schema,
    context,
    graphqlEndpoint: graphqlPath,
    landingPage: false,
    healthCheckEndpoint: '/healthz',
    batching: false,
    multipart: false,
    maxRequestBodySize: maxBodyBytes,
    logging: quiet(log),
    cors: config.allowedOrigins.length > 0 && { origin: config.allowedOrigins, credentials: true },
    maskedErrors: { maskError: (error) => maskError(error, log, requestIdOf(null)) },
    graphiql: false,
    plugins: [
      answerHeaders,
      refuseUnlessServing(parts.core),
      serveExplorer(parts),
      refuseForgery(config),
      limitDocuments(),
      withoutSuggestions(config),
      queriesAndMutations,
      superviseStreams(parts),
    ],
  })
}

/** What Yoga says about itself; bugs of operations are logged where they are masked. */
function quiet(log: Logger) {
  const say =
    (level: 'debug' | 'warn') =>
    (message: unknown, ...rest: unknown[]) =>
      log[level]({ rest: rest.length > 0 ? rest : undefined }, String(message))
  return { debug: () => undefined, info: say('debug'), warn: say('warn'), error: say('debug') }
}
