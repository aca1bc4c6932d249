import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Which core the servers get, and which the load; null where the system can't tell them apart. */
export type Pinning = { server: number; load: number } | null

/** What the system allows: two cores and Linux's `taskset`. */
export function findPinning(): Pinning {
  if (process.platform !== 'linux' || availableParallelism() < 2) return null
  try {
    const line = execFileSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' })
    const cores = coresOf(line.slice(line.lastIndexOf(':') + 1).trim())
    const [server, load] = cores
    return server === undefined || load === undefined ? null : { server, load }
  } catch {
    return null
  }
}

/** Keeps this process, which is the load generator, on its core. What it starts from then on inherits that. */
export function pinMyself(pinning: Pinning): void {
  if (pinning) execFileSync('taskset', ['-acp', String(pinning.load), String(process.pid)], { stdio: 'ignore' })
}

/** The command line that keeps a server on its core. */
export function pinned(pinning: Pinning, [command, ...args]: [string, ...string[]]): [string, ...string[]] {
  return pinning ? ['taskset', '-c', String(pinning.server), command, ...args] : [command, ...args]
}

/** The cores of a list like `0-3,8`. */
function coresOf(list: string): number[] {
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}
