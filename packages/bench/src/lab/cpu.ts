import { readdirSync, readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'

/**
 * The CPU time that a process has used so far, all its threads together, in microseconds: the system's own account of it, so that
 * no server needs a hook. To the nanosecond where Linux keeps schedstat, else to its clock's tick.
 */
export function cpuOf(pid: number): number {
  if (process.platform !== 'linux') return cpuByPs(pid)
  return threadsOf(pid) ?? ticksOf(pid)
}

/** Resident memory of a process in bytes. */
export function memoryOf(pid: number): number {
  if (process.platform !== 'linux') return Number(ps(pid, 'rss=')) * 1024
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024
}

function threadsOf(pid: number): number | null {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const used = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
    return used.reduce((sum, nanoseconds) => sum + Number(nanoseconds) / 1000, 0)
  } catch {
    return null
  }
}

function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

function cpuByPs(pid: number): number {
  const parts = ps(pid, 'time=').trim().split(':').map(Number)
  return parts.reduce((sum, part) => sum * 60 + part, 0) * 1_000_000
}

function ps(pid: number, column: string): string {
  return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' })
}

/** Measures how busy this process itself was: the load generator tells when it was the bottleneck. */
export function watchMyself(): { busy(): number } {
  const [startedAt, before] = [performance.now(), process.cpuUsage()]
  return {
    /** The share of one core, 0 to 1, since the start. */
    busy() {
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000 / (performance.now() - startedAt)
    },
  }
}

/** From this share of its core on the load generator may be what was measured. */
export const tooBusy = 0.95
