import type { Plugin } from 'graphql-yoga'
import { viewerOfToken } from '../features/accounts/sessions.ts'
import { type HttpParts, tokenOf } from './asker.ts'
import { explorerHeaders } from './security-headers.ts'

/** GraphiQL for whoever opens the API in a browser: an administrator, unless it is open to all. Nothing comes from outside. */
export function serveExplorer({ core }: Pick<HttpParts, 'core'>): Plugin {
  const { isExplorerOpen, name } = core.config

  async function isAllowed(request: Request): Promise<boolean> {
    if (isExplorerOpen) return true
    const { headers } = request
    const viewer = await viewerOfToken(core, tokenOf(headers.get('authorization'), headers.get('cookie')))
    return viewer?.user.role === 'ADMIN'
  }

  return {
    async onRequest({ request, fetchAPI, endResponse }) {
      if (request.method !== 'GET' || !request.headers.get('accept')?.includes('text/html')) return
      const answer = (status: number, type: string, body: string) =>
        endResponse(
          new fetchAPI.Response(body, {
            status,
            headers: [...explorerHeaders, ['content-type', `${type}; charset=utf-8`]],
          }),
        )
      if (!(await isAllowed(request))) {
        return answer(403, 'text/plain', 'The explorer is for administrators: sign in at / as one, and come back.\n')
      }
      const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
      const options = { title: `${name} · GraphQL`, subscriptionsProtocol: 'WS', credentials: 'same-origin' } as const
      answer(200, 'text/html', renderGraphiQL(options))
    },
  }
}
