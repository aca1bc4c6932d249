import { startMysql, startRedis } from '@parley/dev/services'
import { createPool, type Pool } from 'mysql2/promise'
import { findPinning, type Pinning, pinMyself } from './pinning.ts'

/** The real services that all servers of a run share, and where each process may run. */
export type Lab = AsyncDisposable & {
  redisUrl: string
  pinning: Pinning
  mysqlPid: number | undefined
  redisPid: number | undefined
  /** V8 profiles of the servers go here, when they are asked for. */
  profile: string | undefined
  /** An empty database and a few connections to it. */
  database(name: string): Promise<{ url: string; pool: Pool }>
}

export type LabOptions = {
  profile?: string | undefined
  /** False leaves all processes to the system's scheduler, this one included. */
  isPinned?: boolean
  /** A MySQL that is there already, instead of one of its own; for where no figure matters. */
  mysqlUrl?: string
}

/** Starts a MySQL that syncs at every commit and a Redis, then keeps this process on the load's core. */
export async function openLab({ profile, mysqlUrl, isPinned = true }: LabOptions = {}): Promise<Lab> {
  await using starting = new AsyncDisposableStack()
  const mysql = mysqlUrl ? { url: mysqlUrl, pid: undefined } : starting.use(await startMysql({ durable: true }))
  const redis = starting.use(await startRedis())
  const pinning = isPinned ? findPinning() : null
  pinMyself(pinning)
  const pools = starting.use(new AsyncDisposableStack())

  async function database(name: string) {
    const url = new URL(mysql.url)
    const admin = createPool({ uri: mysql.url, connectionLimit: 1 })
    await admin.query(`DROP DATABASE IF EXISTS ${name}`)
    await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
    await admin.end()
    url.pathname = `/${name}`
    const pool = createPool({ uri: url.href, connectionLimit: 4 })
    pools.defer(() => pool.end())
    return { url: url.href, pool }
  }

  const running = starting.move()
  return {
    redisUrl: redis.url,
    mysqlPid: mysql.pid,
    redisPid: redis.pid,
    pinning,
    profile,
    database,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
