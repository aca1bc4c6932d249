import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { canUnpack, unpack } from './debian.ts'
import { canDocker, dockerRun } from './docker.ts'
import { findBinary, run } from './find.ts'
import { makeFolder, ownService } from './own.ts'
import { type Command, freePort } from './process.ts'
import { foreignService, type Service, ServiceUnavailableError } from './service.ts'

export type MysqlOptions = {
  /** True syncs at every commit, as production does. False (the default) is for tests: faster, loses data in a crash. */
  durable?: boolean
  /** True never takes what TEST_DATABASE_URL names: for whoever wants to kill it. A durable one is always our own. */
  own?: boolean
  /** Where its data are kept when it stops. Without it they go with the server. Always our own. */
  folder?: string
}

type Mysqld = (args: string[]) => Command
type Place = { folder: string; data: string; port: number }

/**
 * A MySQL with a database `parley` in it, which is empty the first time: what TEST_DATABASE_URL names, else a `mysqld` found on this machine,
 * else Debian's, else Docker's. Throws ServiceUnavailableError when there is none.
 */
export async function startMysql(options: MysqlOptions = {}): Promise<Service> {
  const given = process.env.TEST_DATABASE_URL
  if (given && !options.durable && !options.own && !options.folder) return foreignService(given)
  const folder = await makeFolder('mysql')
  const place = { folder, data: options.folder ?? join(folder, 'data'), port: await freePort() }
  const server = `mysql://root@127.0.0.1:${place.port}`
  const service = await ownService({
    name: 'MySQL',
    url: `${server}/parley`,
    folder: place.folder,
    command: await findCommand(place, options),
    probe: () => execute(`${server}/mysql`, 'SELECT 1'),
  })
  await execute(`${server}/mysql`, 'CREATE DATABASE IF NOT EXISTS parley')
  return service
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, sql: string): Promise<void> {
  const connection = await createConnection({ uri: url, connectTimeout: 5000 })
  try {
    await connection.query(sql)
  } finally {
    await connection.end()
  }
}

async function findCommand(place: Place, options: MysqlOptions): Promise<Command> {
  const mysqld = (await onPath()) ?? (canUnpack() ? await fromDebian() : undefined)
  if (mysqld) {
    const user = process.getuid?.() === 0 ? ['--user=root'] : []
    const base = ['--no-defaults', ...user, '--secure-file-priv=', `--tmpdir=${place.folder}`]
    // TLS keys take a second to make and nobody uses them on 127.0.0.1.
    const cheap = ['--auto-generate-certs=OFF', '--caching-sha2-password-auto-generate-rsa-keys=OFF']
    if (!existsSync(place.data)) {
      // Under another name until it is whole: a start that was broken off leaves nothing that looks like a database.
      const unfinished = `${place.data}.new`
      await rm(unfinished, { recursive: true, force: true })
      await mkdir(dirname(unfinished), { recursive: true })
      const init = mysqld([...base, ...cheap, ...settings({}), `--datadir=${unfinished}`, '--initialize-insecure'])
      await run(init.command, init.args)
      await rename(unfinished, place.data)
    }
    const local = ['--bind-address=127.0.0.1', `--port=${place.port}`, '--mysqlx=OFF']
    const files = [`--socket=${join(place.folder, 'sock')}`, `--pid-file=${join(place.folder, 'pid')}`]
    return mysqld([...base, `--datadir=${place.data}`, ...cheap, ...local, ...files, ...settings(options)])
  }
  if (await canDocker()) {
    const env = { MYSQL_ALLOW_EMPTY_PASSWORD: '1', MYSQL_ROOT_HOST: '%' }
    const volume = options.folder ? { folder: options.folder, at: '/var/lib/mysql' } : undefined
    return dockerRun({ image: 'mysql:8.4', port: place.port, inside: 3306, env, volume, args: settings(options) })
  }
  throw new ServiceUnavailableError(
    'No MySQL: set TEST_DATABASE_URL, or install mysql-server 8.4 or newer (MariaDB is another product), or start Docker.',
  )
}

function settings({ durable }: MysqlOptions): string[] {
  const common = ['--max-connections=500']
  if (durable) return [...common, '--innodb-flush-log-at-trx-commit=1', '--sync-binlog=1', '--log-bin']
  const careless = ['--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=OFF', '--skip-log-bin']
  return [...common, ...careless, '--performance-schema=OFF']
}

async function onPath(): Promise<Mysqld | undefined> {
  const command = findBinary('mysqld')
  if (!command) return undefined
  const { stdout } = await run(command, ['--version'])
  return stdout.includes('MariaDB') ? undefined : (args) => ({ command, args })
}

async function fromDebian(): Promise<Mysqld> {
  const { root, program } = await unpack('mysql-server-core')
  const paths = [`--basedir=${join(root, 'usr')}`, `--lc-messages-dir=${join(root, 'usr/share/mysql')}`]
  // mysqld insists on --no-defaults being first.
  return ([first = '', ...rest]) => program('usr/sbin/mysqld', [first, ...paths, ...rest])
}
