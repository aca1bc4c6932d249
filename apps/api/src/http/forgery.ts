import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention'
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Config } from '../config.ts'
import { readCookie, sessionCookieName } from './cookies.ts'
import { isOriginAllowed } from './origins.ts'

/**
 * Refuses what another site's page could make a visitor's browser send: anything from a foreign origin, a body that
 * isn't JSON, and, where the cookie is the credential, whatever a browser sends without asking us first.
 */
export function refuseForgery(config: Config): Plugin {
  const { onRequestParse } = useCSRFPrevention({ requestHeaders: ['x-parley-csrf', 'x-graphql-yoga-csrf'] })
  return {
    onRequest({ request: { headers } }) {
      // Media types are the same in capitals; the engine knows them in small letters only.
      const [type = '', ...parameters] = headers.get('content-type')?.split(';') ?? []
      if (type !== type.toLowerCase()) headers.set('content-type', [type.toLowerCase(), ...parameters].join(';'))
    },
    onRequestParse(payload) {
      const { headers, method, url } = payload.request
      if (!isOriginAllowed(config, headers.get('origin'), new URL(url).host)) {
        throw refusal(403, 'This origin is not allowed. See PARLEY_ALLOWED_ORIGINS.')
      }
      if (method === 'POST' && !/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) {
        throw refusal(415, 'The body of a POST is application/json.')
      }
      const isByCookie = !headers.has('authorization') && readCookie(headers.get('cookie'), sessionCookieName) !== null
      if (!isByCookie) return undefined
      try {
        return onRequestParse?.(payload)
      } catch {
        throw refusal(403, 'A GET by cookie needs the header x-parley-csrf, which no other site can send.')
      }
    },
  }
}

function refusal(status: number, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'REFUSED', http: { status } } })
}
