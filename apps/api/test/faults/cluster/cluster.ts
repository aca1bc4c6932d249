import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Service, startMysql, startNginx, startRedis } from '@parley/dev/services'
import { type ChatNode, portOf, startNode } from './node.ts'

/** Real nodes on a real MySQL and a real Redis behind a real Nginx. */
export type Cluster = AsyncDisposable & {
  mysql: Service
  redis: Service
  nginx: Service
  nodes: ChatNode[]
  /** Where clients can ask: through Nginx, or at a node. */
  doors: string[]
  /** What the nodes logged is in here. */
  folder: string
}

export async function startCluster(count: number): Promise<Cluster> {
  await using starting = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'parley-faults-'))
  starting.defer(() => rm(folder, { recursive: true, force: true }))
  // Durable, because it is killed.
  const mysql = starting.use(await startMysql({ durable: true, own: true }))
  const redis = starting.use(await startRedis({ own: true }))
  const place = { folder, mysqlUrl: mysql.url, redisUrl: redis.url }
  const nodes: ChatNode[] = []
  // The first one alone: it makes the tables.
  for (let i = 0; i < count; i++) nodes.push(starting.use(await startNode({ ...place, name: `node${i + 1}` })))
  const nginx = starting.use(await startNginx(({ port }) => balance(port, nodes)))
  const running = starting.move()
  return {
    mysql,
    redis,
    nginx,
    nodes,
    doors: [`${nginx.url}/graphql`, ...nodes.map((node) => node.url)],
    folder,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/**
 * Balances requests and sockets over the nodes. What failed at one is tried at another only while that is safe: a POST that
 * was passed on may have been done, so it isn't repeated here (that would be `non_idempotent`), but by who sent it.
 */
function balance(port: number, nodes: readonly ChatNode[]): string {
  const servers = nodes.map(({ url }) => `  server 127.0.0.1:${portOf(url)} max_fails=1 fail_timeout=1s;`).join('\n')
  return `
upstream nodes {
${servers}
  keepalive 16;
}
map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
server {
  listen 127.0.0.1:${port};
  location / {
    proxy_pass http://nodes;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_connect_timeout 2s;
    proxy_read_timeout 30s;
    proxy_next_upstream error timeout;
    proxy_next_upstream_tries 2;
  }
}`
}
