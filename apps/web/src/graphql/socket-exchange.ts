import { type Exchange, subscriptionExchange } from '@urql/core'
import type { EventQueue } from './event-queue.ts'
import { followRoom } from './follow-room.ts'
import type { Homes } from './homes.ts'
import { keepSubscribed } from './keep-subscribed.ts'
import type { Lines } from './lines.ts'
import { nameOf } from './name-of.ts'

type SocketExchangeOptions = {
  lines: Lines
  homes: Homes
  events: EventQueue
  cursors: Map<string, string>
  reloadRoom: (roomId: string) => Promise<string | null>
}

/** Small and frequent, or waiting for by somebody: cheaper over the open socket than by HTTP. */
const overSocket = new Set(['SendMessage', 'MarkRead', 'SetTyping', 'RoomHome'])

/**
 * Subscriptions go over sockets: a room's log over the one to its home, all else over the main one, and so do the chatty operations while
 * that is open. What passes in a room is heard at the main one too, since that is how one learns that the home is gone. The rest is left to HTTP.
 */
export function socketExchange({ lines, homes, events, cursors, reloadRoom }: SocketExchangeOptions): Exchange {
  return subscriptionExchange({
    isSubscriptionOperation: (operation) =>
      operation.kind === 'subscription' ||
      (lines.main.isOpen.get() && !operation.context.overHttp && overSocket.has(nameOf(operation) ?? '')),

    forwardSubscription: (request, operation) => ({
      subscribe: (sink) => {
        const query = request.query ?? ''
        const operationName = nameOf(operation)
        const variables = request.variables ?? {}
        if (operationName === 'RoomEvents') {
          const roomId = String(variables.roomId)
          const stop = followRoom({
            lines,
            homes,
            query,
            roomId,
            events,
            cursor: { get: () => cursors.get(roomId), set: (cursor) => cursors.set(roomId, cursor) },
            apply: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
            reload: () => reloadRoom(roomId),
          })
          return { unsubscribe: stop }
        }
        const apply = (result: unknown) => sink.next(result as Parameters<typeof sink.next>[0])
        const payload = { query, variables, ...(operationName && { operationName }) }
        if (operation.kind === 'subscription') {
          const receive = (result: unknown) => events.push(() => apply(result))
          return { unsubscribe: keepSubscribed(lines.main.client, payload, receive) }
        }
        const stop = lines.main.client.subscribe(payload, {
          next: apply,
          error: (reason) => sink.error(reason),
          complete: () => sink.complete(),
        })
        return { unsubscribe: stop }
      },
    }),
  })
}
