import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, InMemoryCache } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { Client as UrqlClient, subscriptionExchange } from '@urql/core'
import { type GraphQLFormattedError } from 'graphql'
import { type Client as WsClient, createClient } from 'graphql-ws'
import { WebSocket } from 'ws'

// The clients that people write against the API with, made alike.

/** What a subscription said: an event's data, the codes of its errors, or that it is over. */
export type Said = { data: unknown } | { codes: unknown[] } | 'complete'

export type FollowOptions = { document: string; variables: Record<string, unknown>; hear: (said: Said) => void }
/** Follows until the returned function is called, which completes the operation. */
export type Follow = (options: FollowOptions) => () => void
export type OpenClient = (url: string, token: string | null) => { follow: Follow; close: () => void }

const codesOf = (errors: readonly GraphQLFormattedError[]) => ({ codes: errors.map((it) => it.extensions?.code) })

function graphqlWs(url: string, token: string | null): WsClient {
  const connectionParams = token ? { authorization: `Bearer ${token}` } : {}
  return createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams })
}

export const ownClient: OpenClient = (url, token) => {
  const client = graphqlWs(url, token)
  return {
    follow: ({ document: query, variables, hear }) =>
      client.subscribe(
        { query, variables },
        {
          next: ({ data, errors }) => hear(errors ? codesOf(errors) : { data }),
          error: (errors) => hear(codesOf(errors as readonly GraphQLFormattedError[])),
          complete: () => hear('complete'),
        },
      ),
    close: () => void client.dispose(),
  }
}

export const urql: OpenClient = (url, token) => {
  const socket = graphqlWs(url, token)
  const forward = subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
    }),
  })
  const client = new UrqlClient({ url: 'http://unused.test', exchanges: [forward], preferGetMethod: false })
  return {
    follow({ document, variables, hear }) {
      let last = ''
      const { unsubscribe } = client.subscription(document, variables).subscribe((result) => {
        const said = result.error ? codesOf(result.error.graphQLErrors) : { data: result.data }
        // At the end it says the last thing again.
        if (JSON.stringify(said) !== last) hear(said)
        last = JSON.stringify(said)
        if (!result.hasNext) hear('complete')
      })
      return unsubscribe
    },
    close: () => void socket.dispose(),
  }
}

export const apollo: OpenClient = (url, token) => {
  const socket = graphqlWs(url, token)
  const link = ApolloLink.from([new GraphQLWsLink(socket)])
  const client = new ApolloClient({ link, cache: new InMemoryCache() })
  return {
    follow({ document, variables, hear }) {
      const results = client.subscribe({ query: gql(document), variables, fetchPolicy: 'no-cache' })
      const subscription = results.subscribe({
        next: ({ data, error }) => {
          if (CombinedGraphQLErrors.is(error)) hear(codesOf(error.errors))
          else hear({ data })
        },
        complete: () => hear('complete'),
      })
      return () => subscription.unsubscribe()
    },
    close: () => {
      client.stop()
      void socket.dispose()
    },
  }
}

/** The protocol by hand: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md */
export const rawSocket: OpenClient = (url, token) => {
  const socket = new WebSocket(url, 'graphql-transport-ws')
  const listeners = new Map<string, (said: Said) => void>()
  const acknowledged = Promise.withResolvers<void>()
  const send = (message: object) => socket.send(JSON.stringify(message))
  socket.on('open', () => send({ type: 'connection_init', payload: token ? { token } : {} }))
  socket.on('message', (data) => {
    const { type, id, payload } = JSON.parse((data as Buffer).toString())
    const hear = listeners.get(id)
    if (type === 'connection_ack') acknowledged.resolve()
    if (type === 'next') hear?.(payload.errors ? codesOf(payload.errors) : { data: payload.data })
    if (type === 'error') hear?.(codesOf(payload))
    if (type === 'complete') hear?.('complete')
  })
  let count = 0
  return {
    follow({ document: query, variables, hear }) {
      const id = `ütf "${++count}"`
      listeners.set(id, hear)
      void acknowledged.promise.then(() => send({ id, type: 'subscribe', payload: { query, variables } }))
      return () => {
        listeners.delete(id)
        send({ id, type: 'complete' })
      }
    },
    close: () => socket.terminate(),
  }
}
