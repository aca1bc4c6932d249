import { subscriptionExchange, type Exchange, type Operation } from '@urql/core'
import { Kind } from 'graphql'
import type { EventQueue } from './event-queue.ts'
import { followRoom } from './follow-room.ts'
import { keepSubscribed } from './keep-subscribed.ts'
import type { Socket } from './socket.ts'

type SocketExchangeOptions = {
  socket: Socket
  events: EventQueue
  cursors: Map<string, string>
  reloadRoom: (roomId: string) => Promise<string | null>
}

/** Small and frequent, or waiting for by somebody: cheaper over the open socket than by HTTP. */
const overSocket = new Set(['SendMessage', 'MarkRead', 'SetTyping'])

/** Subscriptions go over the socket, and so do the chatty mutations while it is open. All else is left to HTTP. */
export function socketExchange({ socket, events, cursors, reloadRoom }: SocketExchangeOptions): Exchange {
  return subscriptionExchange({
    isSubscriptionOperation: (operation) =>
      operation.kind === 'subscription' ||
      (operation.kind === 'mutation' && socket.isOpen() && overSocket.has(nameOf(operation) ?? '')),

    forwardSubscription: (request, operation) => ({
      subscribe: (sink) => {
        const query = request.query ?? ''
        const operationName = nameOf(operation)
        const variables = request.variables ?? {}
        if (operationName === 'RoomEvents') {
          const roomId = String(variables.roomId)
          const stop = followRoom({
            socket: socket.client,
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
          return { unsubscribe: keepSubscribed(socket.client, payload, receive) }
        }
        const stop = socket.client.subscribe(payload, {
          next: apply,
          error: (reason) => sink.error(reason),
          complete: () => sink.complete(),
        })
        return { unsubscribe: stop }
      },
    }),
  })
}

export function nameOf(operation: Operation): string | undefined {
  for (const definition of operation.query.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) return definition.name?.value
  }
  return undefined
}
