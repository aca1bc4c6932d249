import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { openDatabase } from '@parley/db'
import { type Broker, createFeeds, createMemoryBroker, createRedisBroker } from '@parley/realtime'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Core } from './core.ts'
import { createLimiters } from './limiters.ts'
import { createThrottles } from './features/accounts/throttles.ts'
import { createActivityHub } from './features/activity/activity.ts'
import { createCluster } from './features/cluster/cluster.ts'
import { markSeen } from './features/presence/last-seen.ts'
import { createPresence } from './features/presence/presence.ts'
import { readingRights } from './features/rooms/rights.ts'
import { joinDefaultRooms } from './features/rooms/default-room.ts'
import { createSignals } from './features/typing/signals.ts'
import { trustedProxies } from './http/addresses.ts'
import { closeCodes } from './http/close-codes.ts'
import { closeDoor } from './http/close-door.ts'
import { createConnections } from './http/connections.ts'
import { sendAwayWhenLeaving } from './http/departure.ts'
import { answerPlainPosts } from './http/plain-posts.ts'
import { createDocuments } from './http/documents.ts'
import { createExecutor } from './http/executor.ts'
import { createHttpServer } from './http/server.ts'
import { serveSockets, type Sockets } from './http/sockets.ts'
import { createGraphqlServer, type ServerContext } from './http/yoga.ts'
import { createLog } from './log.ts'
import { createBroadcast } from './realtime/broadcast.ts'
import { createCommits } from './realtime/commit.ts'
import { roomTopic } from './realtime/events.ts'
import { createLogSource } from './realtime/log-source.ts'
import { forgetRetracted } from './realtime/retracted.ts'
import { schema } from './schema/index.ts'
import { createTelemetry } from './telemetry/telemetry.ts'
import { tracedCommits, watchedLog } from './telemetry/watched.ts'
import { version } from './version.ts'
import { createWaves } from './waves.ts'

/** What a test, or another assembly, brings along instead of what the configuration says. */
export type Overrides = { broker?: Broker; log?: Logger }

export type App = Awaited<ReturnType<typeof createApp>>

/** How long requests that are under way may take when the node stops, in ms. */
const answerMs = 1_000

/** Puts a node together. Nothing listens until `listen()`; disposing stops everything, in the reverse order of its start. */
export async function createApp(config: Config, overrides: Overrides = {}) {
  await using starting = new AsyncDisposableStack()
  const log = overrides.log ?? createLog(config)
  const onError = (error: unknown) => log.warn({ err: error }, 'A part of the node met an error and goes on.')

  const database = starting.use(await openDatabase(config.databaseUrl, { poolSize: config.databasePool }))
  const migrations = await database.migrate()
  const broker = overrides.broker ?? createBroker(config, onError)
  if (!overrides.broker) starting.defer(() => broker.close())

  const cluster = starting.use(await createCluster({ config, database, broker, log, version }))
  const telemetry = starting.use(await createTelemetry({ config, log }))
  const broadcast = createBroadcast(broker, log)
  const plainCommits = createCommits({
    database,
    publish(committed) {
      telemetry.metrics.published(committed)
      broadcast(committed)
    },
    fence: cluster.fence,
    onBatch(size, seconds) {
      telemetry.onBatch(size, seconds)
      cluster.count(size)
    },
  })
  const commits = tracedCommits(plainCommits, telemetry)
  starting.defer(() => commits.idle())
  const [source, rights] = [watchedLog(createLogSource(database), telemetry), readingRights(database)]
  const feeds = createFeeds({
    broker,
    source,
    rights,
    topicOf: roomTopic,
    sweepMs: config.sweepMs,
    outdates(event, remembered) {
      telemetry.metrics.delivered((Date.now() - event.at) / 1000)
      forgetRetracted(event, remembered)
    },
    onError,
  })
  starting.defer(() => feeds.close())
  const patience = setTimeout(() => log.warn('Waiting for Redis: it does not answer yet. See REDIS_URL.'), 2000)
  const presence = starting.use(await createPresence({ broker, log, onLeft: (userId) => markSeen(database, userId) }))
  clearTimeout(patience)
  const limiters = starting.use(await createLimiters(config, onError))
  const throttles = createThrottles(limiters.make)
  const activity = createActivityHub({ database, broker, log })
  starting.defer(() => activity.close())
  const parts = { config, log, database, broker, commits, feeds, activity, presence, throttles, cluster }
  const signals = createSignals(parts)
  starting.defer(() => signals.close())
  cluster.onMoved((rooms) => {
    for (const moved of rooms) signals.tellMoved(moved)
  })
  const core: Core = { ...parts, signals, letIn: createWaves(), onAccountMade: joinDefaultRooms }

  const connections = starting.use(await createConnections(core))
  const { watchOperation } = telemetry
  const execute = createExecutor(core, watchOperation)
  const proxies = trustedProxies(config.trustedProxies)
  const graphql = createGraphqlServer({ core, schema, connections, proxies, watchOperation, execute })
  const readDocument = createDocuments(graphql)
  const http = { core, schema, proxies, readDocument, execute, watchOperation }
  let isClosing = false
  const webDir = config.webDir ?? join(import.meta.dirname, '../../web/dist')
  const answerPlainPost = answerPlainPosts(http)
  const server = createHttpServer({ core, graphql, answerPlainPost, webDir, telemetry, isClosing: () => isClosing })
  const sockets: Sockets = starting.use(serveSockets(server, { ...http, connections }))
  starting.defer(sendAwayWhenLeaving({ core, sockets, connections }))
  cluster.start({ connections: sockets.count, followedRooms: () => feeds.stats().streams })

  telemetry.metrics.watch({ ...core, sockets })

  /** Listens where the configuration says. Rejects when the port is taken. */
  async function listen(port = config.port, host = config.host): Promise<{ url: string }> {
    // As many as the system lets wait to be accepted: a crowd that comes back at once would be turned away else.
    server.listen(port, host, 4096)
    await once(server, 'listening')
    const address = server.address() as AddressInfo
    return { url: `http://${isAnywhere(host) ? 'localhost' : address.address}:${address.port}` }
  }

  const running = starting.move()
  return {
    core,
    schema,
    graphql,
    readDocument,
    migrations,
    sockets,
    connections,
    telemetry,
    listen,
    /** GraphQL over HTTP without a port. `address`: where the request is to seem to come from. */
    fetch: async (request: Request, from: Pick<ServerContext, 'address'> = {}) => graphql.fetch(request, from),
    /** Goes out of service in good order, when other nodes go on. Dispose of it next. */
    async stop() {
      await cluster.stop()
      if (server.listening && !cluster.isAccepting()) await closeDoor(server)
    },
    async [Symbol.asyncDispose]() {
      isClosing = true
      const closed = server.listening ? once(server, 'close') : Promise.resolve()
      server.close()
      await sockets[Symbol.asyncDispose]()
      connections.closeAll(closeCodes.restarting)
      // What was asked before is answered first.
      await Promise.race([closed, delay(answerMs, null, { ref: false })])
      await running.disposeAsync()
      server.closeAllConnections()
      await closed
    },
  }
}

function createBroker(config: Config, onError: (error: unknown) => void): Broker {
  return config.redisUrl ? createRedisBroker({ url: config.redisUrl, onError }) : createMemoryBroker({ onError })
}

function isAnywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}
