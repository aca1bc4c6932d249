import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Telemetry } from '../telemetry/telemetry.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS'])
const ownPaths = new Set(['healthz', 'readyz', 'metrics'])

/** Measures, logs and traces what comes over HTTP. Of an address only its path is kept: queries may hold anything. */
export function watchRequests(log: Logger, { metrics, tracing }: Telemetry) {
  return (request: IncomingMessage, response: ServerResponse, answer: () => Promise<void>): Promise<void> => {
    const { method: given = '' } = request
    const method = methods.has(given) ? given : 'OTHER'
    const [path = ''] = (request.url ?? '').split('?', 1)
    const route = routeOf(path)
    const started = performance.now()
    const span = tracing?.start(`${method} ${route}`, {
      headers: request.headers,
      attributes: { 'http.request.method': method, 'http.route': route },
    })
    response.once('close', () => {
      const { statusCode: status } = response
      span?.end(status >= 500 ? String(status) : undefined)
      // A stream of events takes as long as its reader stays.
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) return
      const seconds = (performance.now() - started) / 1000
      metrics.answered({ route, method, status }, seconds)
      const level = status >= 500 && route !== 'readyz' ? 'warn' : 'debug'
      if (!log.isLevelEnabled(level)) return
      const requestId = request.headers['x-request-id']
      log[level](
        { requestId, method, path: path.slice(0, 200), status, ms: Math.round(seconds * 1e6) / 1e3 },
        'A request.',
      )
    })
    return span ? span.run(answer) : answer()
  }
}

/** As few as there are kinds of requests: the web app's files are one. */
function routeOf(path: string): string {
  if (path.endsWith('/graphql')) return 'graphql'
  const name = path.slice(1)
  return ownPaths.has(name) ? name : 'app'
}
