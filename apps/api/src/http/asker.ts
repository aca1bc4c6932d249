import type { IncomingMessage } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import type { Client, Context, SessionCookie, Viewer } from '../context.ts'
import type { Core } from '../core.ts'
import { viewerOfToken } from '../features/accounts/sessions.ts'
import { Loaders } from '../loader.ts'
import type { WatchOperation } from '../telemetry/operations.ts'
import { clientAddress, type TrustedProxies } from './addresses.ts'
import { isSecure, readCookie, sessionCookie, sessionCookieName } from './cookies.ts'
import type { ReadDocument } from './documents.ts'
import type { Execute } from './executor.ts'
import { requestIdOf } from './request-id.ts'

/** Who asks, whence and by which request: what a transport adds to make a context of it. */
export type Asker = {
  viewer: Viewer | null
  client: Client
  cookie: SessionCookie | null
  requestId: string
  /** The client's own id of an operation over a socket, and W3C's of the trace that it belongs to. */
  operationId?: string
  traceparent?: string
}

/** The context of one operation, with the id under which its bugs are logged. */
export type RequestContext = Context & { requestId: string }

export function contextOf(core: Core, asker: Asker): RequestContext {
  return { core, ...asker, loaders: new Loaders(), isShared: false }
}

export type HttpParts = {
  core: Core
  schema: GraphQLSchema
  proxies: TrustedProxies
  readDocument: ReadDocument
  execute: Execute
  watchOperation: WatchOperation
}

/** Who sends an HTTP request. `write` sends a line of Set-Cookie with the answer. */
export async function askerOfRequest(
  { core, proxies }: Pick<HttpParts, 'core' | 'proxies'>,
  { headers }: { headers: Pick<Headers, 'get'> },
  { remote, write }: { remote: string | null; write: (line: string) => void },
): Promise<Asker> {
  const isFromProxy = remote !== null && proxies.isTrusted(remote)
  const isForwardedHttps = isFromProxy && headers.get('x-forwarded-proto') === 'https'
  return {
    viewer: await viewerOfToken(core, tokenOf(headers.get('authorization'), headers.get('cookie'))),
    client: {
      address: clientAddress(proxies, remote, headers.get('x-forwarded-for')),
      userAgent: headers.get('user-agent'),
    },
    cookie: sessionCookie(isSecure(core.config, isForwardedHttps), write),
    requestId: requestIdOf(headers.get('x-request-id')),
  }
}

/** Where a WebSocket comes from. */
export function clientOfUpgrade(proxies: TrustedProxies, request: IncomingMessage): Client {
  const forwardedFor = request.headers['x-forwarded-for']
  return {
    address: clientAddress(
      proxies,
      request.socket.remoteAddress,
      Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor,
    ),
    userAgent: request.headers['user-agent'] ?? null,
  }
}

/** The session's token: `Authorization: Bearer …` before the cookie. */
export function tokenOf(authorization: string | null | undefined, cookies: string | null | undefined): string | null {
  const bearer = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  return bearer ?? readCookie(cookies, sessionCookieName)
}
