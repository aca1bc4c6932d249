import type { Plugin } from 'graphql-yoga'
import type { Core } from '../core.ts'

const body = JSON.stringify({
  errors: [
    {
      message: 'This server is not taking part at the moment. Try again in a moment.',
      extensions: { code: 'NODE_NOT_READY' },
    },
  ],
})

/** A node that waits for approval, or has lost its lease, answers nothing: whoever asks finds another one. */
export function refuseUnlessServing({ cluster }: Core): Plugin {
  return {
    onRequest({ endResponse, fetchAPI }) {
      if (cluster.isServing()) return
      const headers = { 'content-type': 'application/json; charset=utf-8', 'retry-after': '1' }
      endResponse(new fetchAPI.Response(body, { status: 503, headers }))
    },
  }
}
