import { startProcess } from '@parley/dev/services'
import { type Pinning, pinned } from './pinning.ts'

export type Server = AsyncDisposable & { pid: number; port: number }

export type ServerOptions = {
  /** A file for Node to run. */
  file: string
  port: number
  env: Record<string, string>
  pinning: Pinning
  /** A folder that V8's profile of the CPU is written to when the server ends. */
  profile?: string | undefined
  /** Resolves when it can be used; rejections mean 'not yet'. */
  probe(): Promise<void>
}

/** Starts a server of its own process on its core. Throws with the end of its output when it doesn't come up. */
export async function startServer({ file, port, env, pinning, profile, probe }: ServerOptions): Promise<Server> {
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const [command, ...args] = pinned(pinning, [process.execPath, ...flags, file])
  const { pid, end } = await startProcess({ name: file, command, args, env, probe })
  return { pid, port, [Symbol.asyncDispose]: () => end('SIGTERM') }
}
