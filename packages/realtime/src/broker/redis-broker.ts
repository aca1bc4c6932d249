import type { Writable } from 'node:stream'
import { RedisPubSub } from 'graphql-redis-subscriptions'
import { Redis, type RedisOptions } from 'ioredis'
import { type Broker, BrokerClosedError } from './broker.ts'
import { safely } from '../report.ts'
import { within } from '../within.ts'
import { Topics } from './topics.ts'

export type RedisBrokerOptions = {
  /** Where Redis is: `redis://[user:password@]host:port[/db]` or `rediss://…`. */
  readonly url: string
  /** Put before each topic, so that several clusters can share one Redis. Default: nothing. */
  readonly prefix?: string
  /** How often the subscribing connection is pinged, and how long an answer may take, in ms. Default 5,000. */
  readonly heartbeatMs?: number
  /** How many publications may be under way; what comes beyond that is lost. Default 10,000. */
  readonly maxInFlight?: number
  /** Told what went wrong with a connection, a publication or a listener. Never thrown. Default: nobody. */
  readonly onError?: (error: unknown) => void
}

/** A publication was not sent: Redis is away or too slow. */
export class PublicationLostError extends Error {
  override readonly name = 'PublicationLostError'
}

/**
 * A broker over Redis pub/sub. Two connections: one speaks, one listens; both come back by themselves (after 50 ms, doubling
 * up to 2 s) with all subscriptions. While Redis is away, publications are lost at once and subscriptions wait.
 */
export function createRedisBroker(options: RedisBrokerOptions): Broker {
  const { url, prefix = '', heartbeatMs = 5_000, maxInFlight = 10_000 } = options
  const onError = safely(options.onError ?? (() => undefined))
  // Without an offline queue a publication fails at once, instead of piling up, while Redis is away.
  const publisher = new Redis(url, { ...connection, ...impatient })
  const subscriber = quietly(new Redis(url, { ...connection, ...listening }), onError)
  const pubsub = new RedisPubSub({ publisher, subscriber, serializer: String })
  const reconnectListeners = new Set<() => void>()
  let inFlight = 0
  let wasReady = false
  let isAnswering = true
  let isClosed = false

  const topics = new Topics<unknown>(async (topic, listener) => {
    writeTogether(subscriber.stream)
    const id = await pubsub.subscribe(prefix + topic, listener)
    return () => {
      if (!isClosed) pubsub.unsubscribe(id)
    }
  }, onError)

  /** Answered after everything that was sent before it, so also after the subscriptions were renewed. */
  async function isAlive(redis: Redis): Promise<boolean> {
    return within(heartbeatMs, redis.ping()).catch(() => false)
  }

  for (const redis of [publisher, subscriber]) redis.on('error', onError)
  subscriber.on('ready', () => {
    if (!wasReady) {
      wasReady = true
      return
    }
    void isAlive(subscriber).then((isLive) => {
      // A connection that is lost again meanwhile gets ready again, and then it's told.
      if (!isLive || isClosed) return
      for (const listener of reconnectListeners) listener()
    })
  })

  // TCP alone may take hours to notice that the other side is gone; until then publications would pile up.
  async function beat(redis: Redis): Promise<boolean> {
    if (redis.status !== 'ready') return false
    if (await isAlive(redis)) return true
    if (!isClosed && redis.status === 'ready') redis.disconnect(true)
    return false
  }
  const heartbeat = setInterval(() => {
    void Promise.all([publisher, subscriber].map(beat)).then((alive) => {
      isAnswering = alive.every(Boolean)
    })
  }, heartbeatMs)
  heartbeat.unref()

  return {
    async publish(topic, message) {
      if (isClosed) throw new BrokerClosedError()
      const json = JSON.stringify(message)
      if (json === undefined) throw new TypeError('A message must be a JSON value.')
      if (inFlight >= maxInFlight) return onError(new PublicationLostError('Too many publications are under way.'))
      inFlight++
      writeTogether(publisher.stream)
      // Nobody waits for Redis to take it: it may have fallen silent, and that is noticed by the heartbeat only.
      pubsub.publish(prefix + topic, json).then(
        () => void inFlight--,
        (cause: unknown) => {
          inFlight--
          onError(new PublicationLostError('Redis did not take a publication.', { cause }))
        },
      )
    },
    async subscribe(topic, listener) {
      if (isClosed) throw new BrokerClosedError()
      return topics.subscribe(topic, listener)
    },
    onReconnect(listener) {
      const mine = () => listener()
      reconnectListeners.add(mine)
      return () => void reconnectListeners.delete(mine)
    },
    isHealthy: () => !isClosed && isAnswering && publisher.status === 'ready' && subscriber.status === 'ready',
    async close() {
      if (isClosed) return
      isClosed = true
      clearInterval(heartbeat)
      reconnectListeners.clear()
      topics.clear()
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}

const connection = {
  connectTimeout: 5_000,
  keepAlive: 10_000,
  maxRetriesPerRequest: 0,
  retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt - 1, 6), 2_000),
} satisfies RedisOptions

/** Who subscribes before the check that a connection is ready was answered would end the check, and it the connection. */
const listening = { maxRetriesPerRequest: null, enableReadyCheck: false } satisfies RedisOptions

const impatient = { enableOfflineQueue: false, autoResendUnfulfilledCommands: false } satisfies RedisOptions

/** `RedisPubSub` doesn't await these, so a lost connection would be an unhandled rejection; and we use no patterns. */
function quietly(redis: Redis, onError: (error: unknown) => void): Redis {
  const unsubscribe = redis.unsubscribe.bind(redis)
  redis.unsubscribe = (async (...channels: string[]) => unsubscribe(...channels).catch(onError)) as Redis['unsubscribe']
  redis.punsubscribe = async () => 0
  return redis
}

/** What one tick says leaves in one write, so that its answers come together too. */
function writeTogether(stream: Writable | undefined): void {
  if (!stream || stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}
