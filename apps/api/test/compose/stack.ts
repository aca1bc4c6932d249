import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '@parley/dev/services'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../../../..')

/** The compose file as a project of its own, which disturbs no other. */
export type Stack = AsyncDisposable & {
  url: string
  project: string
  /** What the compose file is told by variables; a change counts from the next `up` on. */
  settings: Record<string, string>
  /** `docker compose …` on it; what it wrote. */
  compose(...args: string[]): Promise<string>
  /** `docker …`; what it wrote. */
  docker(...args: string[]): Promise<string>
  /** Up with what `args` say, and all healthy. */
  up(...args: string[]): Promise<void>
}

/** Why there is nothing to test here; undefined when there is an engine. */
export async function missing(): Promise<string | undefined> {
  try {
    await run('docker', ['info'], { timeout: 10_000 })
    await run('docker', ['compose', 'version'], { timeout: 10_000 })
    return undefined
  } catch (error) {
    return `No Docker engine with Compose is in reach, so docker-compose.yml was not tested.\n${String(error).slice(0, 300)}`
  }
}

export async function createStack(): Promise<Stack> {
  const project = `parley-test-${process.pid}`
  const [port, tlsPort] = [await freePort(), await freePort()]
  const settings: Record<string, string> = {
    PARLEY_PORT: String(port),
    PARLEY_TLS_PORT: String(tlsPort),
    COMPOSE_PROJECT_NAME: project,
  }
  const docker = async (...args: string[]) => {
    const env = { ...process.env, ...settings }
    const { stdout } = await run('docker', args, { cwd: root, env, maxBuffer: 1 << 26, timeout: 900_000 })
    return stdout.trim()
  }
  const compose = (...args: string[]) => docker('compose', ...args)
  return {
    url: `http://127.0.0.1:${port}`,
    project,
    settings,
    compose,
    docker,
    up: async (...args) => void (await compose('up', '--detach', '--wait', '--quiet-pull', ...args)),
    [Symbol.asyncDispose]: async () => void (await compose('down', '--volumes', '--timeout', '5')),
  }
}
