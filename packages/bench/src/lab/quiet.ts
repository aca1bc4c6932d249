import { cpuOf } from './cpu.ts'

/** Resolves when a process has used next to no CPU for a quarter of a second, or after half a minute. */
export async function untilQuiet(pid: number): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const before = cpuOf(pid)
    await new Promise((resolve) => setTimeout(resolve, 250))
    if (cpuOf(pid) - before < 5000 || Date.now() > deadline) return
  }
}
