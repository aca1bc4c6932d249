import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../root.ts'
import type { HttpBlock } from '../services/nginx.ts'

/** A node as Nginx sees it. */
export type Upstream = { name: string; port: number }

export type BalancerOptions = {
  nodes: readonly Upstream[]
  /** The folder of the built web app. */
  web: string
  /** The address to listen at. */
  host?: string
}

/** The project's own balancer (the folder `nginx`) in front of these nodes. */
export function balancer({ nodes, web, host = '127.0.0.1' }: BalancerOptions): HttpBlock {
  return async ({ port, folder }) => {
    await cp(join(ROOT, 'nginx/parley'), join(folder, 'parley'), { recursive: true })
    await writeFile(join(folder, 'nodes.conf'), nodesFile(nodes))
    return `
include nodes.conf;
include parley/direct.conf;
include parley/http.conf;
server {
  listen ${host}:${port} default_server;
  root ${JSON.stringify(web)};
  include parley/server.conf;
}`
  }
}

/** The nodes as two groups (one that failed is passed over for a moment, unless all did), and which name is which node. */
function nodesFile(nodes: readonly Upstream[]): string {
  const servers = (options: string) => nodes.map(({ port }) => `  server 127.0.0.1:${port} ${options};`).join('\n')
  return `upstream nodes {
  zone nodes 256k;
  least_conn;
${servers('max_fails=1 fail_timeout=2s')}
  keepalive 32;
}
upstream any_node {
  zone any_node 256k;
${servers('max_fails=0')}
}
map $node $node_address {
  default nodes;
${nodes.map(({ name, port }) => `  ${name} 127.0.0.1:${port};`).join('\n')}
}
`
}
