import { randomUUID } from 'node:crypto'
import type { Broker } from '@parley/realtime'
import type { Logger } from 'pino'
import { type App, createApp } from '../src/app.ts'
import { type Config, readConfig } from '../src/config.ts'
import { createAccount } from '../src/features/accounts/accounts.ts'
import { hashPassword } from '../src/features/accounts/passwords.ts'
import { startSession } from '../src/features/accounts/sessions.ts'
import type { PublicUser } from '../src/realtime/events.ts'
import { contextOf } from '../src/http/asker.ts'
import { type Client, createTestClient } from './client.ts'
import { type Listening, listenTo } from './sockets.ts'

export { at } from './client.ts'

/** The password of everybody whom `signUp` makes. */
export const password = 'correct horse battery staple'
let passwordHash: Promise<string> | undefined

export type WorldOptions = {
  /** `sqlite::memory:` by default; or the URL of a MySQL database, or of another world's. */
  database?: string
  /** In process by default. Two worlds with one broker and one database are two nodes. */
  broker?: Broker
  log?: Logger
  config?: Partial<Config>
}

/** Somebody with an account, and a session of theirs. */
export type Person = Client & { user: PublicUser & { globalId: string } }

export type World = AsyncDisposable & {
  app: App
  /** A new account, in the default room, signed in. Quick: without the strength check and the hashing of `register`. */
  signUp(username: string, name?: string): Promise<Person>
  /** One more session of somebody: another device. */
  anotherSession(person: Person): Promise<Person>
  /** The same session at this node, for somebody who signed up at another. */
  visit(person: Person): Person
  /** Nobody: a client without a session. */
  stranger(): Client
  /** Listens on a free port; for real sockets. */
  listen(): Promise<Listening>
}

/** A node with nothing in it: the real app on an empty database, asked without a port. */
export async function createWorld({ database, broker, log, config }: WorldOptions = {}): Promise<World> {
  const env = {
    DATABASE_URL: database ?? 'sqlite::memory:',
    PARLEY_LOG_LEVEL: 'silent',
    PARLEY_OPEN_EXPLORER: 'true',
    PARLEY_HOST: '127.0.0.1',
    PORT: '0',
    // Worlds that share a database are nodes of one cluster.
    PARLEY_NODE_NAME: `node-${randomUUID().slice(0, 8)}`,
    PARLEY_AUTO_APPROVE: 'true',
  }
  const app = await createApp({ ...readConfig(env), ...config }, { ...(broker && { broker }), ...(log && { log }) })
  let addresses = 0
  let listening: Promise<Listening> | undefined

  const newAddress = () => `10.1.${++addresses >> 8}.${addresses & 255}`
  const ownContext = (address: string) =>
    contextOf(app.core, {
      viewer: null,
      client: { address, userAgent: null },
      cookie: null,
      requestId: randomUUID(),
    })

  async function sessionOf(user: PublicUser): Promise<Person> {
    const address = newAddress()
    const signedIn = await startSession(ownContext(address), user, { remember: false, cookie: false })
    return personWith(user, signedIn?.token ?? null, address)
  }

  function personWith(user: PublicUser, token: string | null, address = newAddress()): Person {
    const globalId = Buffer.from(`User:${user.id}`).toString('base64')
    return { ...createTestClient(app, { token, address }), user: { ...user, globalId } }
  }

  return {
    app,
    async signUp(username, name = username.charAt(0).toUpperCase() + username.slice(1)) {
      passwordHash ??= hashPassword(password)
      const names = { username, name, passwordHash: await passwordHash }
      return sessionOf(await createAccount(ownContext(newAddress()), names))
    },
    anotherSession: (person) => sessionOf(person.user),
    visit: (person) => personWith(person.user, person.token),
    stranger: () => createTestClient(app, { token: null, address: newAddress() }),
    listen: () => (listening ??= listenTo(app)),
    async [Symbol.asyncDispose]() {
      await (await listening)?.[Symbol.asyncDispose]()
      await app[Symbol.asyncDispose]()
    },
  }
}
