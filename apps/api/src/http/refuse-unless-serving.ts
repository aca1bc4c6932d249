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

/** Nothing was done, says this to our own Nginx, which asks another node then: also where it repeats nothing by itself. */
export const askAnother = { 'x-accel-redirect': '@another_node' }

/** A node that waits for approval, or has lost its lease, answers nothing: whoever asks finds another one. */
export function refuseUnlessServing({ cluster }: Core): Plugin {
  return {
    onRequest({ endResponse, fetchAPI }) {
      if (cluster.isServing()) return
      const headers = { 'content-type': 'application/json; charset=utf-8', 'retry-after': '1', ...askAnother }
      endResponse(new fetchAPI.Response(body, { status: 503, headers }))
    },
  }
}
