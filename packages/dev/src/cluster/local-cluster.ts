import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { exec } from '../exec.ts'
import { ROOT } from '../root.ts'
import { startMysql } from '../services/mysql.ts'
import { type Nginx, startNginx } from '../services/nginx.ts'
import { startRedis } from '../services/redis.ts'
import { foreignService, type Service } from '../services/service.ts'
import { balancer } from './balancer.ts'
import { type ClusterNode, createNode } from './node.ts'
import { packWeb } from './pack-web.ts'

export { balancer }

export type LocalClusterOptions = {
  /** How many nodes to begin with. */
  nodes: number
  /** Where everything is kept. */
  folder: string
  /** The folder of the built web app; without it only the API is served. */
  dist?: string
  /** Where Nginx listens; a free port of 127.0.0.1 by default. */
  port?: number
  host?: string
  /** Existing servers to use instead of own ones. */
  databaseUrl?: string | undefined
  redisUrl?: string | undefined
  /** Settings of the nodes, beyond those that make them a cluster. */
  env?: Record<string, string>
  /** Hears every line that a process writes. */
  onLine?: (source: string, line: string) => void
}

/** Real nodes on a MySQL and a Redis behind Nginx, on this machine. Disposing stops all in good order and keeps the data. */
export type LocalCluster = AsyncDisposable & {
  /** Where people reach it. */
  readonly url: string
  readonly nodes: readonly ClusterNode[]
  readonly mysql: Service
  readonly redis: Service
  readonly nginx: Nginx
  /** Starts one more node, which waits to be approved. */
  add(): Promise<ClusterNode>
  /** Lets Nginx read its configuration again. */
  reload(): Promise<void>
  /** Runs the operator's command line (`drain node-2`) on the cluster. Its output; throws it when it fails. */
  operate(...args: string[]): Promise<string>
}

export async function startLocalCluster(options: LocalClusterOptions): Promise<LocalCluster> {
  await using starting = new AsyncDisposableStack()
  const { folder, onLine = () => undefined } = options
  const tell = (source: string) => ({ onLine: (line: string) => onLine(source, line) })
  await mkdir(folder, { recursive: true })
  const web = join(folder, 'web')
  if (options.dist) await packWeb(options.dist, web)

  const [mysql, redis] = await Promise.all([
    options.databaseUrl
      ? foreignService(options.databaseUrl)
      : startMysql({ durable: true, folder: join(folder, 'mysql') }),
    options.redisUrl ? foreignService(options.redisUrl) : startRedis({ own: true }),
  ])
  starting.use(mysql)
  starting.use(redis)

  const servers = { DATABASE_URL: mysql.url, REDIS_URL: redis.url }
  const env = {
    PATH: process.env.PATH ?? '',
    PARLEY_HOST: '127.0.0.1',
    PARLEY_TRUSTED_PROXIES: '127.0.0.1',
    PARLEY_DATA_DIR: join(folder, 'nodes'),
    ...servers,
    ...options.env,
  }
  const nodes: ClusterNode[] = []
  const make = async (isApproved: boolean) => {
    const name = `node-${nodes.length + 1}`
    const settings = { ...env, PARLEY_AUTO_APPROVE: String(isApproved) }
    return createNode({ name, env: settings, ...tell(name) })
  }
  for (let i = 0; i < options.nodes; i++) nodes.push(await make(true))
  starting.defer(() => Promise.all(nodes.map((node) => node.stop())).then(() => undefined))
  const [first, ...others] = nodes
  // The first one alone: it makes the tables.
  await first?.start()
  await Promise.all(others.map((node) => node.start()))

  const balance = () => balancer({ nodes, web, ...(options.host && { host: options.host }) })
  const place = options.port === undefined ? {} : { port: options.port }
  const nginx = starting.use(await startNginx(balance(), { ...place, ...tell('nginx') }))
  const running = starting.move()
  return {
    url: nginx.url,
    nodes,
    mysql,
    redis,
    nginx,
    async add() {
      const node = await make(false)
      await node.start()
      nodes.push(node)
      await nginx.reload(balance())
      return node
    },
    reload: () => nginx.reload(balance()),
    async operate(...args) {
      const command = [join(ROOT, 'apps/api/src/operate.ts'), ...args]
      const { ok, output } = await exec(process.execPath, command, { env: servers, timeout: 60_000 })
      if (!ok) throw new Error(output.trim())
      return output.trim()
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
