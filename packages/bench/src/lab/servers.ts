import { connect } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort, makeFolder } from '@parley/dev/services'
import type { Lab } from './lab.ts'
import { type Server, startServer } from './server.ts'

const serversFolder = join(import.meta.dirname, '../servers')
const apiFile = join(import.meta.dirname, '../../../../apps/api/src/main.ts')

type ParleyOptions = { port?: number; env?: Record<string, string> }

/** Parley itself, as it is run in production, with the limits on sockets lifted: all of them come from one address. */
export async function startParley(lab: Lab, databaseUrl: string, options: ParleyOptions = {}): Promise<Server> {
  const port = options.port ?? (await freePort())
  return startServer({
    file: apiFile,
    port,
    pinning: lab.pinning,
    profile: lab.profile,
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      PARLEY_HOST: '127.0.0.1',
      PARLEY_DATA_DIR: await makeFolder('bench'),
      PARLEY_LOG_LEVEL: 'error',
      PARLEY_NODE_NAME: `node-${port}`,
      PARLEY_AUTO_APPROVE: 'true',
      PARLEY_SOCKETS_PER_USER: '1000000',
      PARLEY_SOCKETS_PER_ADDRESS: '1000000',
      DATABASE_URL: databaseUrl,
      REDIS_URL: lab.redisUrl,
      ...options.env,
    },
    probe: async () => {
      const response = await fetch(`http://127.0.0.1:${port}/readyz`)
      if (!response.ok) throw new Error(await response.text())
    },
  })
}

export type PeerName = 'raw' | 'socket-io' | 'stock'

/** One of the servers that Parley is compared with. */
export async function startPeer(lab: Lab, name: PeerName, env: Record<string, string> = {}): Promise<Server> {
  const port = await freePort()
  return startServer({
    file: join(serversFolder, `${name}.ts`),
    port,
    pinning: lab.pinning,
    env: { NODE_ENV: 'production', PORT: String(port), REDIS_URL: lab.redisUrl, ...env },
    probe: () => answers(port),
  })
}

async function answers(port: number): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port })
  try {
    await once(socket, 'connect')
  } finally {
    socket.destroy()
  }
}
