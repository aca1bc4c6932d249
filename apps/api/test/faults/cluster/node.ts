import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, ownService } from '@parley/dev/services'
import { type Line, openLine } from './line.ts'

/** One chat node as a process of its own, with a line between it and everything else. */
export type ChatNode = AsyncDisposable & {
  name: string
  /** Where clients and Nginx reach it: through `lines.front`. */
  url: string
  /** Where it listens itself. */
  ownUrl: string
  lines: { front: Line; redis: Line; mysql: Line }
  kill(): Promise<void>
  /** Starts it again, after `kill` or in good order. Tries until what it needs is there. */
  restart(): Promise<void>
  /** Tells it to stop, and doesn’t wait for that. */
  terminate(): void
  pause(): void
  resume(): void
  isAlive(): boolean
}

type Place = { name: string; folder: string; mysqlUrl: string; redisUrl: string; settings?: readonly string[] }

const main = join(import.meta.dirname, '../../../src/main.ts')
const patienceMs = 90_000

export async function startNode({ name, folder, mysqlUrl, redisUrl, settings: more = [] }: Place): Promise<ChatNode> {
  await using starting = new AsyncDisposableStack()
  const port = await freePort()
  const lineTo = async (target: number) => starting.use(await openLine(target))
  const lines = {
    front: await lineTo(port),
    redis: await lineTo(portOf(redisUrl)),
    mysql: await lineTo(portOf(mysqlUrl)),
  }
  const log = join(folder, `${name}.log`)
  const settings = [
    `PORT=${port}`,
    'PARLEY_HOST=127.0.0.1',
    `PARLEY_DATA_DIR=${join(folder, name)}`,
    'PARLEY_LOG_FORMAT=json',
    'PARLEY_LOG_LEVEL=warn',
    'PARLEY_TRUSTED_PROXIES=127.0.0.1',
    `PARLEY_NODE_NAME=${name}`,
    'PARLEY_AUTO_APPROVE=true',
    `DATABASE_URL=${withPort(mysqlUrl, lines.mysql.port)}`,
    `REDIS_URL=${withPort(redisUrl, lines.redis.port)}`,
    ...more,
  ]
  const service = starting.use(
    await ownService({
      name,
      url: `http://127.0.0.1:${port}`,
      folder: join(folder, name),
      command: {
        command: '/bin/sh',
        // Nothing of our own environment: a node refuses settings that it doesn't know.
        args: ['-c', `exec env -i "$@" >>"${log}" 2>&1`, name, ...settings, process.execPath, main],
      },
      probe: async () => {
        const { ok } = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2000) })
        if (!ok) throw new Error('not yet')
      },
    }).catch(async (cause: unknown) => {
      throw new Error(await readFile(log, 'utf8'), { cause })
    }),
  )
  const signal = (what: NodeJS.Signals) => void (service.pid && send(-service.pid, what))
  const running = starting.move()
  return {
    name,
    url: `http://127.0.0.1:${lines.front.port}/graphql`,
    ownUrl: `http://127.0.0.1:${port}/graphql`,
    lines,
    kill: () => service.kill(),
    async restart() {
      const deadline = Date.now() + patienceMs
      for (;;) {
        try {
          return await service.restart()
        } catch (error) {
          await appendFile(log, `${String(error)}\n`)
          if (Date.now() > deadline) throw error
        }
      }
    },
    terminate: () => signal('SIGTERM'),
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    isAlive: () => isRunning(service.pid),
    async [Symbol.asyncDispose]() {
      for (const line of Object.values(lines)) line.mend()
      signal('SIGCONT')
      await running.disposeAsync()
    },
  }
}

function isRunning(pid: number | undefined): boolean {
  return pid !== undefined && send(pid, 0)
}

/** Whether there was a process, or a group of them, to hear the signal. */
function send(pid: number, what: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, what)
  } catch {
    return false
  }
}

export function portOf(url: string): number {
  return Number(new URL(url).port)
}

function withPort(url: string, port: number): string {
  const changed = new URL(url)
  changed.port = String(port)
  return changed.href
}
