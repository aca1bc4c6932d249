import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { canUnpack, unpack } from './debian.ts'
import { findBinary, isRoot } from './find.ts'
import { makeFolder, ownService } from './own.ts'
import { type Command, freePort } from './process.ts'
import { type Service, ServiceUnavailableError } from './service.ts'

/** The body of its `http` block, for the port that it is to listen on; `folder` is what relative paths in it start from. */
export type HttpBlock = (place: { port: number; folder: string }) => string | Promise<string>

export type NginxOptions = {
  /** Where it listens; a free port by default. */
  port?: number
  /** Hears each line of its error log. */
  onLine?: (line: string) => void
}

export type Nginx = Service & {
  /** Takes another configuration and breaks no connection. Resolves before its workers have changed. */
  reload(http: HttpBlock): Promise<void>
}

/**
 * An Nginx in the foreground with these lines as the body of its `http` block. An `nginx` found on this machine, else
 * Debian's. Throws ServiceUnavailableError when there is none.
 */
export async function startNginx(http: HttpBlock, options: NginxOptions = {}): Promise<Nginx> {
  const port = options.port ?? (await freePort())
  const folder = await makeFolder('nginx')
  await mkdir(join(folder, 'tmp'))
  const file = join(folder, 'nginx.conf')
  const configure = async (block: HttpBlock) => writeFile(file, configuration(folder, await block({ port, folder })))
  await configure(http)
  const service = await ownService({
    name: 'Nginx',
    url: `http://127.0.0.1:${port}`,
    folder,
    command: await findCommand(['-e', 'stderr', '-p', folder, '-c', file]),
    ...(options.onLine && { onLine: options.onLine }),
    probe: () => accepts(port),
  })
  const reload = async (block: HttpBlock) => {
    await configure(block)
    if (service.pid) process.kill(service.pid, 'SIGHUP')
  }
  return Object.assign(service, { reload })
}

function configuration(folder: string, http: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const temporary = kinds.map((kind) => `  ${kind}_temp_path ${join(folder, 'tmp', kind)};`).join('\n')
  // Else its workers become `nobody`, who may read neither this folder nor the checkout.
  const user = isRoot() && process.platform === 'linux' ? 'user root;\n' : ''
  return `daemon off;
${user}worker_processes 1;
error_log stderr warn;
pid ${join(folder, 'pid')};
events { worker_connections 8192; }
http {
  access_log off;
${temporary}
${http}
}
`
}

async function findCommand(args: string[]): Promise<Command> {
  const command = findBinary('nginx')
  if (command) return { command, args }
  if (canUnpack()) return (await unpack('nginx')).program('usr/sbin/nginx', args)
  throw new ServiceUnavailableError('No Nginx: install nginx.')
}

async function accepts(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
  } finally {
    socket.destroy()
  }
}
