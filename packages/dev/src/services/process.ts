import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { guard } from './guard.ts'

export type Command = {
  command: string
  args: string[]
  env?: Record<string, string>
  /** True gives it `env` and nothing of our own environment. */
  alone?: boolean
  /** The container that the command runs in the foreground, if it is one. */
  container?: string
}

export type ServerOptions = Command & {
  name: string
  /** Resolves when the server answers; rejections mean 'not yet'. */
  probe: () => Promise<void>
  /** How long it may take to answer, in ms. */
  timeout?: number
  /** Hears each line that it writes. */
  onLine?: (line: string) => void
  /** How long it may take to end after SIGTERM, in ms. */
  patience?: number
}

export type RunningProcess = {
  pid: number
  /** Resolves when it has ended, for whatever reason. */
  exited: Promise<void>
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Starts a server in a process group of its own and waits until it answers. Throws with the end of its output when it doesn't. */
export async function startProcess(options: ServerOptions): Promise<RunningProcess> {
  const child = spawn(options.command, options.args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: options.alone ? options.env : { ...process.env, ...options.env },
  })
  const output = tail(child)
  if (options.onLine) tellLines(child, options.onLine)
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  await Promise.race([once(child, 'spawn'), exited])
  const { pid } = child
  if (pid === undefined) throw new Error(`${options.name} could not be started: ${options.command} doesn't run.`)
  guard('group', pid)
  void exited.then(() => guard('gone', pid))

  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    signalGroup(pid, signal)
    const late = setTimeout(() => signalGroup(pid, 'SIGKILL'), options.patience ?? 15_000)
    await exited
    clearTimeout(late)
  }
  const deadline = Date.now() + (options.timeout ?? 60_000)
  while (!(await answers(options.probe))) {
    const dead = child.exitCode !== null || child.signalCode !== null
    if (dead || Date.now() > deadline) {
      await end('SIGKILL')
      throw new Error(`${options.name} ${dead ? 'ended while starting' : 'did not answer in time'}:\n${output()}`)
    }
    await Promise.race([delay(40), exited])
  }
  return { pid, exited, end }
}

/** A TCP port on 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}

function signalGroup(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(-pid, signal)
  } catch {
    // It is gone already.
  }
}

function tellLines(child: ChildProcess, tell: (line: string) => void): void {
  for (const input of [child.stdout, child.stderr]) if (input) createInterface({ input }).on('line', tell)
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

async function answers(probe: () => Promise<void>): Promise<boolean> {
  try {
    await probe()
    return true
  } catch {
    return false
  }
}
