import { randomUUID } from 'node:crypto'
import type { ExecutionResult } from 'graphql'
import type { App } from '../src/app.ts'
import { viewerOfToken } from '../src/features/accounts/sessions.ts'
import { prepare } from '../src/http/operations.ts'

type Variables = Record<string, unknown>

/** What a subscription says, one at a time. */
export type Subscription = {
  /** The `data` of the next event; fails when there is none within five seconds, when it has errors, or at the end. */
  next<T = unknown>(): Promise<T>
  /** Resolves when the subscription ends; what comes before is passed over. */
  end(): Promise<void>
  return(): Promise<void>
}

export type Client = {
  token: string | null
  /** `data` of the answer; fails when there are errors. */
  query<T = unknown>(document: string, variables?: Variables): Promise<T>
  /** The whole answer. */
  ask(document: string, variables?: Variables): Promise<ExecutionResult>
  /** The HTTP response, with one's own headers. */
  post(body: unknown, headers?: Record<string, string>): Promise<Response>
  /** Follows a subscription, without a socket. Fails when it is refused. */
  subscribe(document: string, variables?: Variables): Promise<Subscription>
  /** Sends a message; `rootId` replies in its thread. Answers with its id and number. */
  send(roomId: string, text: string, rootId?: string): Promise<{ id: string; seq: number }>
  /** The id of a room that the client is in, by name. */
  roomNamed(name: string): Promise<string>
}

/** Asks the app as anybody would over HTTP, but without a port. */
export function createTestClient(app: App, { token, address }: { token: string | null; address: string }): Client {
  async function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const request = new Request('http://parley.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers },
      body: JSON.stringify(body),
    })
    return app.fetch(request, { address })
  }

  async function ask(query: string, variables?: Variables): Promise<ExecutionResult> {
    return (await (await post({ query, variables })).json()) as ExecutionResult
  }

  async function query<T>(document: string, variables?: Variables): Promise<T> {
    return dataOf(await ask(document, variables)) as T
  }

  return {
    token,
    post,
    ask,
    query,
    async subscribe(document, variables) {
      const viewer = await viewerOfToken(app.core, token)
      const asker = { viewer, client: { address, userAgent: null }, cookie: null, requestId: randomUUID() }
      const operation = prepare(app, asker, { query: document, ...(variables && { variables }) })
      if (!('document' in operation)) throw new Refusal(operation)
      const result = await app.graphql.getEnveloped({}).subscribe(operation)
      if (!(Symbol.asyncIterator in result)) throw new Refusal((result as ExecutionResult).errors ?? [])
      return subscriptionOf((result as AsyncIterable<ExecutionResult>)[Symbol.asyncIterator]())
    },
    async send(roomId, text, rootId) {
      const input = { roomId, text, clientId: randomUUID(), ...(rootId && { rootId }) }
      return at(await query(sendDocument, { input }), 'sendMessage.data')
    },
    async roomNamed(name) {
      const data = await query<{
        viewer: { memberships: { edges: { node: { room: { id: string; name: string } } }[] } }
      }>('{ viewer { memberships(first: 200) { edges { node { room { id name } } } } } }')
      const found = data.viewer.memberships.edges.find(({ node }) => node.room.name === name)
      if (!found) throw new Error(`not in a room called ${name}`)
      return found.node.room.id
    },
  }
}

const sendDocument = `
  mutation Send($input: SendMessageInput!) {
    sendMessage(input: $input) {
      __typename
      ... on Error { message }
      ... on SendMessageSuccess { data { id seq } }
    }
  }
`

/** What lies at a path of an answer, as in `at(data, 'createRoom.data.id')`. Fails where there is nothing. */
export function at<T = string>(value: unknown, path: string): T {
  let place: unknown = value
  for (const key of path.split('.')) {
    place = (place as Record<string, unknown> | null | undefined)?.[key]
    if (place === undefined) throw new Error(`nothing at ${path} (${key}) of ${JSON.stringify(value)}`)
  }
  return place as T
}

/** An answer with errors. Its message is theirs; `codes` are their codes. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly codes: unknown[]
  constructor(errors: NonNullable<ExecutionResult['errors']>) {
    super(errors.map((error) => `${error.message} [${String(error.extensions?.code)}]`).join('\n'))
    this.codes = errors.map((error) => error.extensions?.code)
  }
}

function dataOf({ data, errors }: ExecutionResult): unknown {
  if (errors?.length) throw new Refusal(errors)
  return data
}

/** Reads results one by one, each within five seconds. Asks ahead, as sockets do: only that brings a subscription to life. */
export function subscriptionOf(results: AsyncIterator<ExecutionResult>): Subscription {
  let ahead = askAhead()
  function askAhead() {
    const result = results.next()
    result.catch(() => undefined)
    return result
  }
  async function next() {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new Error('nothing came within five seconds')), 5000)
    const result = await Promise.race([ahead, late]).finally(() => clearTimeout(timer))
    if (!result.done) ahead = askAhead()
    return result
  }
  return {
    async next<T>() {
      const result = await next()
      if (result.done) throw new Error('the subscription has ended')
      return dataOf(result.value) as T
    },
    async end() {
      while (!(await next()).done);
    },
    async return() {
      await results.return?.()
    },
  }
}
