import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const main = join(import.meta.dirname, '../../../api/src/main.ts')

export type Server = AsyncDisposable & { port: number; url: string; process: ChildProcess }

/** A real node as a process of its own, with a database file of its own, serving the SPA that was built. */
export async function startServer(env: Record<string, string> = {}): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), 'parley-e2e-'))
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, PORT: '0', PARLEY_HOST: '127.0.0.1', PARLEY_DATA_DIR: data, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await portOf(child)
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    process: child,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('the server says nothing')
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /http:\/\/[^:]+:(\d+)/.exec(line)?.[1]
    if (port) {
      child.stdout.resume()
      return Number(port)
    }
  }
  throw new Error('the server ended before it listened')
}
