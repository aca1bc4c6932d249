import { spawn } from 'node:child_process'
import { ROOT } from './root.ts'
import { guard } from './services/guard.ts'

export type ExecOptions = {
  env?: Record<string, string>
  /** Shows the output while it comes instead of collecting it. */
  show?: boolean
  /** Ends it after this many ms; the result is then a failure. */
  timeout?: number
}

export type ExecResult = { ok: boolean; output: string; stdout: string }

const running = new Set<number>()

/**
 * Runs a program of `node_modules/.bin` (or of PATH) at the root, in a process group of its own that doesn't outlive us.
 */
export function exec(command: string, args: string[], options: ExecOptions = {}): Promise<ExecResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ExecResult>()
  const pipe = options.show ? 'inherit' : 'pipe'
  const child = spawn(command, args, {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', pipe, pipe],
    env: { ...process.env, ...options.env },
  })
  let output = ''
  let stdout = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    output += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const { pid } = child
  const late =
    options.timeout &&
    setTimeout(() => {
      output += `It took longer than ${options.timeout} ms and was ended.\n`
      if (pid) signalGroup(pid, 'SIGKILL')
    }, options.timeout)
  if (pid) {
    running.add(pid)
    guard('group', pid)
  }
  child.on('error', reject)
  child.on('close', (code) => {
    if (late) clearTimeout(late)
    if (pid) {
      running.delete(pid)
      guard('gone', pid)
    }
    resolve({ ok: code === 0, output, stdout })
  })
  return promise
}

/** Passes a signal on to everything that `exec` runs. */
export function signalAll(signal: NodeJS.Signals): void {
  for (const pid of running) signalGroup(pid, signal)
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // It is gone already.
  }
}
