import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { within } from '@parley/realtime'
import type { Core } from '../core.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import { metricsPath, serveMetrics } from './metrics-door.ts'
import type { answerPlainPosts } from './plain-posts.ts'
import { requestIdOf } from './request-id.ts'
import { serveApp } from './static.ts'
import { watchRequests } from './watch-requests.ts'
import { type GraphqlServer, graphqlPath, isGraphqlPath } from './yoga.ts'

type Parts = {
  core: Core
  graphql: GraphqlServer
  answerPlainPost: ReturnType<typeof answerPlainPosts>
  webDir: string
  telemetry: Telemetry
  isClosing(): boolean
}

/** Everything over HTTP: the API, health, and the SPA for all other paths. */
export function createHttpServer({ core, graphql, answerPlainPost, webDir, telemetry, isClosing }: Parts): Server {
  const scrape = serveMetrics(core.config, telemetry.metrics)
  const watched = watchRequests(core.log, telemetry)
  const app = serveApp(webDir)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request)
    if (path === null) return text(response, 400, 'Bad request.')
    if (isGraphqlPath(path)) {
      if (await answerPlainPost(request, response)) return
      request.url = graphqlPath + new URL(request.url ?? '', 'http://here').search
      return void (await graphql(request, response))
    }
    if (path === '/healthz') return text(response, 200, 'ok')
    if (path === '/readyz') return json(response, await readiness(core, isClosing()))
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return text(response, 405, 'Method not allowed.')
    }
    if (path === metricsPath) return scrape(request, response)
    return app(request, response, path)
  }

  const server = createServer(patience, (request, response) => {
    const requestId = requestIdOf(request.headers['x-request-id']?.toString())
    request.headers['x-request-id'] = requestId
    response.setHeader('x-request-id', requestId)
    // A proxy that keeps connections to a node that goes would find them broken one day.
    if (isClosing() || !core.cluster.isAccepting()) response.setHeader('connection', 'close')
    watched(request, response, () => answer(request, response)).catch((error: unknown) => {
      core.log.error({ err: error, requestId }, 'A request failed by a bug.')
      if (response.headersSent) response.destroy()
      else text(response, 500, `Unexpected error (${requestId}).`)
    })
  })
  return server
}

/** How long a client may take, in ms; who takes longer to say what it wants is sent away. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  // Longer than a proxy keeps an idle connection, so that it is the proxy that closes it.
  keepAliveTimeout: 75_000,
}

/** Whether this node should get traffic: it isn't stopping, and what it needs answers. */
async function readiness({ database, broker, cluster }: Core, isClosing: boolean) {
  const query = database.kysely.selectFrom('user').select('id').limit(1).execute()
  const checks = {
    database: await within(2000, query).catch(() => false),
    broker: broker.isHealthy(),
    accepting: cluster.isAccepting() && !isClosing,
  }
  return { isReady: Object.values(checks).every(Boolean), checks }
}

function json(response: ServerResponse, { isReady, checks }: Awaited<ReturnType<typeof readiness>>): void {
  response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(checks)}\n`)
}

function text(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${body}\n`)
}

function pathOf(request: IncomingMessage): string | null {
  try {
    return decodeURIComponent(new URL(request.url ?? '/', 'http://here').pathname)
  } catch {
    return null
  }
}
