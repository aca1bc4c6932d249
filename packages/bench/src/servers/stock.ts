import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { MikroORM } from '@mikro-orm/core'
import { MySqlDriver } from '@mikro-orm/mysql'
import type { ExecutionArgs } from 'graphql'
import { RedisPubSub } from 'graphql-redis-subscriptions'
import { useServer } from 'graphql-ws/use/ws'
import { createYoga } from 'graphql-yoga'
import { Redis } from 'ioredis'
import { WebSocketServer } from 'ws'
import { entities, Session } from './stock-entities.ts'
import { stockSchema } from './stock-schema.ts'

// The stack that one would take, put together as the documentation of its parts says. Without DATABASE_URL nothing is stored.

const databaseUrl = process.env.DATABASE_URL
const orm = databaseUrl
  ? await MikroORM.init({ driver: MySqlDriver, clientUrl: databaseUrl, entities, pool: { min: 0, max: 10 } })
  : null
await orm?.schema.create()

const redis = String(process.env.REDIS_URL)
const pubsub = new RedisPubSub({ publisher: new Redis(redis), subscriber: new Redis(redis) })
type Ask = { request?: Request; extra?: { userId: string | null } }

const yoga = createYoga<Ask>({
  schema: stockSchema(pubsub),
  logging: false,
  context: async ({ request, extra }: Ask) => ({
    em: orm?.em.fork() ?? null,
    userId: extra ? extra.userId : await userOf(request?.headers.get('authorization')),
  }),
})
const server = createServer(yoga as (request: IncomingMessage, response: unknown) => void)
const wss = new WebSocketServer({ server, path: '/graphql' })

type Enveloped = ReturnType<typeof yoga.getEnveloped>
type Prepared = ExecutionArgs & { rootValue: { execute: Enveloped['execute']; subscribe: Enveloped['subscribe'] } }

useServer<{ authorization?: string }, { userId?: string | null }>(
  {
    execute: (args) => (args as Prepared).rootValue.execute(args),
    subscribe: (args) => (args as Prepared).rootValue.subscribe(args),
    async onConnect({ extra, connectionParams }) {
      extra.userId = await userOf(connectionParams?.authorization)
    },
    async onSubscribe({ extra }, _id, params) {
      const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({ extra, params })
      const args: Prepared = {
        schema,
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      }
      const errors = validate(args.schema, args.document)
      return errors.length > 0 ? errors : args
    },
  },
  wss,
)

async function userOf(authorization: string | null | undefined): Promise<string | null> {
  if (!orm || !authorization) return null
  const tokenHash = createHash('sha256').update(authorization.slice('Bearer '.length)).digest('hex')
  const session = await orm.em.fork().findOne(Session, { tokenHash, expiresAt: { $gt: new Date() } })
  return session?.user.id ?? null
}

process.on('SIGTERM', () => process.exit(0))
server.listen(Number(process.env.PORT), '127.0.0.1')
await once(server, 'listening')
