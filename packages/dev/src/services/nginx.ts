import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { canUnpack, unpack } from './debian.ts'
import { findBinary } from './find.ts'
import { makeFolder, ownService } from './own.ts'
import { type Command, freePort } from './process.ts'
import { type Service, ServiceUnavailableError } from './service.ts'

/**
 * An Nginx in the foreground with these lines as the body of its `http` block; they get the port to listen on and a
 * folder of their own. An `nginx` found on this machine, else Debian's. Throws ServiceUnavailableError when there is none.
 */
export async function startNginx(http: (place: { port: number; folder: string }) => string): Promise<Service> {
  const port = await freePort()
  const folder = await makeFolder('nginx')
  await mkdir(join(folder, 'tmp'))
  const file = join(folder, 'nginx.conf')
  await writeFile(file, configuration(folder, http({ port, folder })))
  return ownService({
    name: 'Nginx',
    url: `http://127.0.0.1:${port}`,
    folder,
    command: await findCommand(['-e', 'stderr', '-p', folder, '-c', file]),
    probe: () => accepts(port),
  })
}

function configuration(folder: string, http: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const temporary = kinds.map((kind) => `  ${kind}_temp_path ${join(folder, 'tmp', kind)};`).join('\n')
  return `daemon off;
worker_processes 1;
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
