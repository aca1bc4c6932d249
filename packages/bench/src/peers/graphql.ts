import { randomUUID } from 'node:crypto'
import { sendMessage } from '../documents.ts'
import { GraphqlSocket } from '../wire/graphql-socket.ts'
import type { FanoutPeer } from './peer.ts'

export type GraphqlPeerOptions = {
  name: string
  server: { pid: number; port: number }
  /** Whose sockets they are: subscribers take turns. */
  tokens: readonly string[]
  roomId: string
  /** What the subscribers follow the room with. */
  document: string
  /** Disposed of with the peer. */
  owned?: AsyncDisposable
}

/** A GraphQL server of graphql-transport-ws: Parley, or the stock stack. The operation's id is the one that the SPA chooses. */
export async function graphqlPeer(options: GraphqlPeerOptions): Promise<FanoutPeer> {
  const { name, server, tokens, roomId, document } = options
  const { pid, port } = server
  const tokenOf = (index: number) => ({ token: tokens[index % tokens.length] ?? '' })
  const sender = await GraphqlSocket.open({ port, ...tokenOf(0) })
  return {
    name,
    pid,
    async follow(index, onFrame) {
      const socket = await GraphqlSocket.open({ port, ...tokenOf(index), onFrame })
      socket.subscribe(`e:${roomId}`, { operationName: 'RoomEvents', query: document, variables: { roomId } })
      return socket
    },
    async say(text) {
      const input = { roomId, clientId: randomUUID(), text }
      demandSuccess(await sender.ask({ operationName: 'SendMessage', query: sendMessage, variables: { input } }))
    },
    async [Symbol.asyncDispose]() {
      sender.cut()
      await options.owned?.[Symbol.asyncDispose]()
    },
  }
}

type Answer = { data?: { sendMessage?: { __typename?: string } } | null }

/** Throws when the answer to a send is anything but success. */
export function demandSuccess(answer: unknown): void {
  const sent = (answer as Answer).data?.sendMessage
  if (sent?.__typename !== 'SendMessageSuccess') throw new Error(`A send failed: ${JSON.stringify(answer)}`)
}
