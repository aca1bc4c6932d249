import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import type { Config } from './config.ts'
import type { MakeLimiter } from './features/accounts/throttles.ts'

/** Counters of attempts: of all nodes together in Redis, or of this one alone. While Redis is away each node counts alone. */
export async function createLimiters({ redisUrl }: Pick<Config, 'redisUrl'>, onError: (error: unknown) => void) {
  if (!redisUrl) return { make: memoryLimiter, [Symbol.asyncDispose]: async () => undefined }
  const { Redis } = await import('ioredis')
  // One that has fallen silent is away as well: nobody who signs in waits for it.
  const options = { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 300 }
  const redis = new Redis(redisUrl, options).on('error', onError)
  // What is counted before the connection stands would be counted here only.
  await Promise.race([once(redis, 'ready'), setTimeout(2000, null, { ref: false })]).catch(onError)
  const make: MakeLimiter = (name, rate) =>
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `parley:${name}`,
      points: rate.points,
      duration: rate.seconds,
      insuranceLimiter: memoryLimiter(name, rate),
    })
  return { make, [Symbol.asyncDispose]: async () => redis.disconnect() }
}

export const memoryLimiter: MakeLimiter = (keyPrefix, { points, seconds }) =>
  new RateLimiterMemory({ keyPrefix, points, duration: seconds })
