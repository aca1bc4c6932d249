import { join } from 'node:path'
import { ROOT } from '../root.ts'
import { freePort, type RunningProcess, startProcess } from '../services/process.ts'

/** One chat node as a process of its own, at a port that it keeps. */
export type ClusterNode = {
  readonly name: string
  readonly port: number
  readonly pid: number | undefined
  readonly state: NodeState
  /** Starts it, after it has ended in whatever way. Resolves when it answers. */
  start(): Promise<void>
  /** Ends it in good order (SIGTERM): it hands its rooms and sockets over first. */
  stop(): Promise<void>
  /** Ends it at once (SIGKILL). */
  kill(): Promise<void>
  /** Freezes it (SIGSTOP). */
  pause(): void
  resume(): void
}

export type NodeState = 'running' | 'frozen' | 'stopped' | 'killed' | 'ended by itself'

export type NodeOptions = {
  name: string
  /** Its settings besides name, port and address. */
  env: Record<string, string>
  onLine: (line: string) => void
}

const main = join(ROOT, 'apps/api/src/main.ts')

export async function createNode({ name, env, onLine }: NodeOptions): Promise<ClusterNode> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let running: RunningProcess | undefined
  let state: NodeState = 'stopped'

  async function end(signal: 'SIGTERM' | 'SIGKILL', after: NodeState): Promise<void> {
    const ending = running
    if (!ending) return
    // A frozen process hears SIGTERM only when it goes on.
    if (state === 'frozen') process.kill(ending.pid, 'SIGCONT')
    state = after
    await ending.end(signal)
  }

  return {
    name,
    port,
    get pid() {
      return running?.pid
    },
    get state() {
      return state
    },
    async start() {
      if (running) return
      const started = await startProcess({
        name,
        command: process.execPath,
        args: [main],
        alone: true,
        env: { ...env, PORT: String(port), PARLEY_NODE_NAME: name, PARLEY_NODE_ADDRESS: url },
        onLine,
        patience: 30_000,
        probe: () => isAlive(url),
      })
      running = started
      state = 'running'
      void started.exited.then(() => {
        running = undefined
        if (state !== 'running' && state !== 'frozen') return
        state = 'ended by itself'
        onLine(`${name} ended by itself.`)
      })
    },
    stop: () => end('SIGTERM', 'stopped'),
    kill: () => end('SIGKILL', 'killed'),
    pause() {
      if (!running) return
      process.kill(running.pid, 'SIGSTOP')
      state = 'frozen'
    },
    resume() {
      if (!running) return
      process.kill(running.pid, 'SIGCONT')
      state = 'running'
    },
  }
}

async function isAlive(url: string): Promise<void> {
  const { ok } = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) })
  if (!ok) throw new Error('not yet')
}
