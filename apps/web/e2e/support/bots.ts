import { setTimeout as wait } from 'node:timers/promises'

/** A message that the server acknowledged. */
export type Acknowledged = { text: string; id: string; seq: number; attempts: number }

export type Bot = {
  send: (roomId: string, text: string) => Promise<Acknowledged>
  ask: <T>(query: string, variables: object) => Promise<T>
}

type Problem = { message: string; extensions?: { code?: string } }
type Posted = { sendMessage: { data?: { id: string; seq: number } } }

const patience = 60_000

/** Somebody who writes by HTTP through the balancer, and keeps trying with the same client id, as any good client does. */
export async function createBot(url: string, username: string): Promise<Bot> {
  const register = `mutation ($input: RegisterInput!) { register(input: $input) { __typename ... on Error { message } } }`
  const input = { username, name: username, password: 'a heron waits in the reeds', remember: true }
  const first = await post(url, {}, { query: register, variables: { input } })
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  if (!cookie) throw new Error(`no account for ${username}: ${await first.text()}`)

  async function ask<T>(query: string, variables: object): Promise<T> {
    const response = await post(url, { cookie }, { query, variables })
    const { data, errors } = (await response.json()) as { data?: T; errors?: Problem[] }
    if (!data || errors)
      throw new Error(errors?.map(({ message }) => message).join(), { cause: errors?.[0]?.extensions?.code })
    return data
  }

  async function send(roomId: string, text: string): Promise<Acknowledged> {
    const variables = { input: { roomId, text, clientId: crypto.randomUUID() } }
    const until = Date.now() + patience
    for (let attempts = 1; ; attempts += 1) {
      const answer = await ask<Posted>(document, variables).catch((error: Error) => error)
      if (!(answer instanceof Error) && answer.sendMessage.data) return { ...answer.sendMessage.data, text, attempts }
      if (answer instanceof Error && answer.cause === 'BAD_USER_INPUT') throw answer
      if (Date.now() > until) throw new Error(`"${text}" was never acknowledged`, { cause: answer })
      await wait(100 + Math.random() * 200)
    }
  }
  return { send, ask }
}

const document = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { ... on SendMessageSuccess { data { id seq } } }
}`

function post(url: string, headers: Record<string, string>, body: object): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  })
}

export type Driver = AsyncDisposable & {
  /** What all its messages begin with. */
  word: string
  acknowledged: readonly Acknowledged[]
  /** Sends no more, and waits until all is acknowledged. */
  stop: () => Promise<void>
}

const words = ['Apple', 'Birch', 'Cedar', 'Drift', 'Ember', 'Fern', 'Grove', 'Heath']

/** Lets bots send so many messages a second to a room, however long each takes. */
export function drive(bots: readonly Bot[], roomId: string, perSecond: number): Driver {
  const word = words.shift() ?? crypto.randomUUID()
  const acknowledged: Acknowledged[] = []
  const underway: Promise<unknown>[] = []
  const startedAt = Date.now()
  let count = 0
  const timer = setInterval(() => {
    const due = ((Date.now() - startedAt) / 1000) * perSecond
    for (; count < due; count += 1) {
      const bot = bots[count % bots.length]
      if (bot) underway.push(bot.send(roomId, `${word} ${count}.`).then((it) => acknowledged.push(it)))
    }
  }, 10)
  const stop = async () => {
    clearInterval(timer)
    await Promise.all(underway)
  }
  return { word, acknowledged, stop, [Symbol.asyncDispose]: () => stop().catch(() => {}) }
}
