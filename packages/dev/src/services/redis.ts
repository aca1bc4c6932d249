import { once } from 'node:events'
import { connect } from 'node:net'
import { canUnpack, unpack } from './debian.ts'
import { canDocker, dockerRun } from './docker.ts'
import { findBinary } from './find.ts'
import { makeFolder, ownService } from './own.ts'
import { type Command, freePort } from './process.ts'
import { foreignService, type Service, ServiceUnavailableError } from './service.ts'

export type RedisOptions = {
  /** True never takes what TEST_REDIS_URL names: for whoever wants to kill it. */
  own?: boolean
}

/**
 * A Redis that keeps nothing on disk: what TEST_REDIS_URL names, else a `redis-server` found on this machine, else
 * Debian's, else Docker's. Throws ServiceUnavailableError when there is none.
 */
export async function startRedis(options: RedisOptions = {}): Promise<Service> {
  const given = process.env.TEST_REDIS_URL
  if (given && !options.own) return foreignService(given)
  const port = await freePort()
  const folder = await makeFolder('redis')
  return ownService({
    name: 'Redis',
    url: `redis://127.0.0.1:${port}`,
    folder,
    command: await findCommand(port, folder),
    probe: () => ping(port),
  })
}

async function findCommand(port: number, folder: string): Promise<Command> {
  const memoryOnly = ['--save', '', '--appendonly', 'no']
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...memoryOnly]
  const command = findBinary('redis-server', 'valkey-server')
  if (command) return { command, args }
  if (canUnpack()) return (await unpack('redis-server')).program('usr/bin/redis-server', args)
  if (await canDocker()) {
    return dockerRun({ image: 'redis:8', port, inside: 6379, args: ['redis-server', ...memoryOnly] })
  }
  throw new ServiceUnavailableError('No Redis: set TEST_REDIS_URL, or install redis-server, or start Docker.')
}

async function ping(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.setTimeout(2000, () => socket.destroy(new Error('no answer')))
  try {
    socket.write('PING\r\n')
    const [answer] = await once(socket, 'data')
    if (!String(answer).startsWith('+PONG')) throw new Error(String(answer))
  } finally {
    socket.destroy()
  }
}
