import type { LocalCluster } from './local-cluster.ts'
import type { ClusterNode } from './node.ts'
import { table } from './print.ts'

/** The processes of a cluster, and what the cluster itself knows of its nodes. */
export async function describe(cluster: LocalCluster): Promise<string> {
  const { url, nodes, mysql, redis, nginx, operate } = cluster
  const servers = Object.entries({ nginx, redis, mysql }).map(([name, { pid, url: address }]) => [
    name,
    pid ? 'running' : 'down, or run by others',
    String(pid ?? ''),
    withoutPassword(address),
  ])
  const rows = await Promise.all(nodes.map(rowOf))
  const processes = table([['process', 'state', 'pid', 'address'], ...rows, ...servers])
  const known = await operate('status').catch((error: unknown) => String(error))
  return `${url}\n\n${processes}\n\n${known}`
}

async function rowOf({ name, state, pid, port }: ClusterNode): Promise<string[]> {
  const address = `http://127.0.0.1:${port}`
  const word = state === 'running' ? await readiness(address) : state
  return [name, word, String(pid ?? ''), address]
}

async function readiness(address: string): Promise<string> {
  try {
    const { ok } = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2000) })
    return ok ? 'ready' : 'not ready'
  } catch {
    return 'no answer'
  }
}

function withoutPassword(address: string): string {
  const url = new URL(address)
  return `${url.protocol}//${url.host}`
}
