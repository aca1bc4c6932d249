import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { balancer } from '@parley/dev/cluster'
import { freePort, startNginx } from '@parley/dev/services'
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

/** So many nodes behind the project's own Nginx: `/graphql` is any of them, `/n/<node>/graphql` that one. */
export async function startCluster(lab: Lab, databaseUrl: string, count: number): Promise<Cluster> {
  await using starting = new AsyncDisposableStack()
  const nodes: Cluster['nodes'] = []
  for (let number = 1; number <= count; number++) {
    const name = `node-${number}`
    const port = await freePort()
    const env = {
      PARLEY_NODE_NAME: name,
      PARLEY_NODE_ADDRESS: `http://127.0.0.1:${port}`,
      PARLEY_TRUSTED_PROXIES: '127.0.0.1',
    }
    nodes.push(Object.assign(starting.use(await startParley(lab, databaseUrl, { port, env })), { name }))
  }
  const nginx = starting.use(await startNginx(balancer({ nodes, web: tmpdir() })))
  const running = starting.move()
  return {
    port: Number(new URL(nginx.url).port),
    nodes,
    nginxPids: () => (nginx.pid ? [nginx.pid, ...childrenOf(nginx.pid)] : []),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

function childrenOf(pid: number): number[] {
  const listed = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
  return listed.trim().split('\n').map(Number)
}
