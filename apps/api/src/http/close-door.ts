import { once } from 'node:events'
import type { Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'

/** How long a connection that says nothing may yet be used by a proxy that has just made it or kept it, in ms. */
const graceMs = 300
/** How long answers that are under way may take, in ms. */
const answerMs = 5_000

/**
 * Takes no connection any more and answers what comes on those that are there, so that a proxy in front loses nothing: who can't
 * connect any more asks another node, but whose connection is closed after it sent something can't know what became of it.
 */
export async function closeDoor(server: Server): Promise<void> {
  await quietTurn()
  const closed = once(server, 'close')
  // The HTTP server's own `close` would cut connections on which nothing was asked yet.
  NetServer.prototype.close.call(server)
  await Promise.race([closed, delay(graceMs, null, { ref: false })])
  server.closeIdleConnections()
  await Promise.race([closed, delay(answerMs, null, { ref: false })])
}

/** A turn of the event loop in which little happened: nobody waits to be accepted right after it. */
async function quietTurn(): Promise<void> {
  for (let turns = 0; turns < 200; turns++) {
    const begun = performance.now()
    await nextTurn()
    if (performance.now() - begun < 0.5) return
  }
}
