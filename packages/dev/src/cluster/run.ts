import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { buildWeb } from '../build-web.ts'
import { ROOT } from '../root.ts'
import { say } from '../say.ts'
import { findRunning, takeOrders } from './control.ts'
import { startLocalCluster } from './local-cluster.ts'
import { obey } from './orders.ts'
import { createPrinter } from './print.ts'

export type RunOptions = { folder: string; nodes: number; port: number; host: string; isClean: boolean }

/** Runs a cluster in the foreground until a signal comes. Throws a sentence for people when it can't start. */
export async function runCluster({ folder, nodes, port, host, isClean }: RunOptions): Promise<void> {
  const running = await findRunning(folder)
  if (running) {
    throw new Error(
      `A cluster of ${folder} runs already: ${running.url} (process ${running.pid}). Stop it with Ctrl-C, or choose --data <folder>.`,
    )
  }
  await insistOnPort(port, host)
  if (isClean) await rm(folder, { recursive: true, force: true })
  const { ok, output } = await buildWeb()
  if (!ok) throw new Error(`${output}\nThe web app could not be built: see above.`)

  const stopped = untilSignal()
  say(`Starting ${nodes} nodes with MySQL, Redis and Nginx; data in ${folder} …`)
  const cluster = await startLocalCluster({
    nodes,
    folder,
    dist: join(ROOT, 'apps/web/dist'),
    port,
    host,
    databaseUrl: process.env.DATABASE_URL,
    redisUrl: process.env.REDIS_URL,
    env: { PARLEY_LOG_FORMAT: 'pretty', ...ownSettings() },
    onLine: createPrinter(),
  })
  const url = `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${port}`
  const orders = await takeOrders(folder, url, (words) => obey(cluster, words))
  say(`\nThe cluster is at ${url}\nFrom another terminal: npm run cluster -- status (or --help). Ctrl-C stops it.\n`)
  await stopped
  say('\nStopping the cluster …')
  await orders[Symbol.asyncDispose]()
  await cluster[Symbol.asyncDispose]()
  say('Stopped.')
}

/** Resolves at the first signal; the second one ends everything at once, as the guard of the services sees to. */
function untilSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(130)
      isStopping = true
      resolve()
    })
  }
  return promise
}

/** What the caller's environment sets for nodes. */
function ownSettings(): Record<string, string> {
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(given.filter(([name]) => name.startsWith('PARLEY_') || name.startsWith('OTEL_')))
}

async function insistOnPort(port: number, host: string): Promise<void> {
  const server = createServer()
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new Error(`Port ${port} is taken. Choose another: npm run cluster -- --port ${port + 1}`)
  })
  server.close()
  await once(server, 'close')
}
