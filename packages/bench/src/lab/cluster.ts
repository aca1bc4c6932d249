import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNginx } from '@parley/dev/services'
import { execFileSync } from 'node:child_process'
import type { Lab } from './lab.ts'
import type { Server } from './server.ts'
import { startParley } from './servers.ts'

export type Cluster = AsyncDisposable & {
  /** Where Nginx listens. */
  port: number
  nodes: (Server & { name: string })[]
  /** Nginx's processes. */
  nginxPids(): number[]
}

/** So many nodes behind Nginx: `/graphql` is any of them, `/n/<node>/graphql` that one. */
export async function startCluster(lab: Lab, databaseUrl: string, count: number): Promise<Cluster> {
  await using starting = new AsyncDisposableStack()
  const nodes: Cluster['nodes'] = []
  for (let number = 1; number <= count; number++) {
    const name = `node-${number}`
    const port = await lab.freePort()
    const env = {
      PORT: String(port),
      PARLEY_NODE_NAME: name,
      PARLEY_NODE_ADDRESS: `http://127.0.0.1:${port}`,
      PARLEY_DATA_DIR: join(tmpdir(), `parley-bench-${port}`),
      PARLEY_TRUSTED_PROXIES: '127.0.0.1',
    }
    nodes.push(Object.assign(starting.use(await startParley(lab, databaseUrl, { port, env })), { name }))
  }
  const nginx = starting.use(await startNginx(({ port }) => balance(port, nodes)))
  const running = starting.move()
  return {
    port: Number(new URL(nginx.url).port),
    nodes,
    nginxPids: () => (nginx.pid ? [nginx.pid, ...childrenOf(nginx.pid)] : []),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

function balance(port: number, nodes: Cluster['nodes']): string {
  const proxy = `
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_for_upgrade;
      proxy_read_timeout 120s;`
  return `
  map $http_upgrade $connection_for_upgrade { default upgrade; '' ''; }
  upstream any { least_conn; keepalive 128; ${nodes.map((node) => `server 127.0.0.1:${node.port};`).join(' ')} }
  ${nodes.map((node) => `upstream ${node.name} { server 127.0.0.1:${node.port}; }`).join('\n  ')}
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / { proxy_pass http://any; ${proxy} }
    ${nodes.map((node) => `location /n/${node.name}/ { proxy_pass http://${node.name}; ${proxy} }`).join('\n    ')}
  }`
}

function childrenOf(pid: number): number[] {
  const listed = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
  return listed.trim().split('\n').map(Number)
}
