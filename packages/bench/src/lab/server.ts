import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
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
export async function startServer(options: ServerOptions): Promise<Server> {
  const { file, port, env, pinning, profile } = options
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const [command, ...args] = pinned(pinning, [process.execPath, ...flags, file])
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = tail(child)
  const exited = once(child, 'exit')
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  await waitUntil(options.probe, () => {
    if (child.exitCode !== null) throw new Error(`${file} ended while starting:\n${output()}`)
  })
  return {
    pid: child.pid ?? 0,
    port,
    async [Symbol.asyncDispose]() {
      process.off('exit', kill)
      const late = setTimeout(kill, 10_000)
      child.kill('SIGTERM')
      await exited
      clearTimeout(late)
      if (child.exitCode !== 0 && child.signalCode === null) console.error(`${file}:\n${output()}`)
    },
  }
}

async function waitUntil(probe: () => Promise<void>, check: () => void): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    check()
    try {
      return await probe()
    } catch (error) {
      if (Date.now() > deadline) throw new Error('The server did not answer within a minute.', { cause: error })
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function tail(child: ChildProcess): () => string {
  let text = ''
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-4000)
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  return () => text.trim()
}
