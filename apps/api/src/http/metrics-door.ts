import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import ipaddr from 'ipaddr.js'
import type { Config } from '../config.ts'
import type { Metrics } from '../telemetry/metrics.ts'

export const metricsPath = '/metrics'

/** Of this machine or of the network that it is in, none of the internet. */
const nearby = new Set(['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'])
/** What a proxy adds: who comes through one may come from anywhere. */
const signsOfProxies = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']

/** The metrics, for who has the token; or, where none is set, for neighbours that ask this node itself. */
export function serveMetrics({ metricsToken }: Pick<Config, 'metricsToken'>, metrics: Metrics) {
  const isAllowed = metricsToken ? hasToken(metricsToken) : isNeighbour
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isAllowed(request)) {
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      return void response.end('Metrics are for this network only, or for PARLEY_METRICS_TOKEN.\n')
    }
    const { type, text } = await metrics.scrape()
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' })
    response.end(request.method === 'HEAD' ? undefined : text)
  }
}

function hasToken(token: string) {
  const expected = digest(`Bearer ${token}`)
  return ({ headers }: IncomingMessage) => timingSafeEqual(digest(headers.authorization ?? ''), expected)
}

function isNeighbour({ socket, headers }: IncomingMessage): boolean {
  if (signsOfProxies.some((name) => headers[name] !== undefined)) return false
  const { remoteAddress = '' } = socket
  return ipaddr.isValid(remoteAddress) && nearby.has(ipaddr.process(remoteAddress).range())
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
