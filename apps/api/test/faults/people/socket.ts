import { type Client, createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Person } from './person.ts'

/** A browser gives up on a handshake after a while; this one sooner. */
class HastySocket extends WebSocket {
  constructor(address: string, protocols: string) {
    super(address, protocols, { handshakeTimeout: 5_000 })
  }
}

/** graphql-ws's own client, at another door each time it connects, which notices when the other side falls silent. */
export function openSocket({ token, doors, random }: Person): Client {
  let pongTimer: NodeJS.Timeout | undefined
  const client = createClient({
    url: () => random.oneOf(doors).replace('http', 'ws'),
    webSocketImpl: HastySocket,
    connectionParams: { token },
    // Whoever subscribes comes back by itself, with its cursor of then.
    retryAttempts: 0,
    connectionAckWaitTimeout: 5_000,
    keepAlive: 3_000,
    on: {
      ping: (isReceived) => {
        if (!isReceived) pongTimer = setTimeout(() => client.terminate(), 5_000)
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer)
      },
      closed: () => clearTimeout(pongTimer),
    },
  })
  return client
}
