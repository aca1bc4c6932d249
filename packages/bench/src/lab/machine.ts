import { cpus, release, totalmem, type } from 'node:os'
import type { Lab } from './lab.ts'

export type Machine = {
  cpu: string
  cores: number
  memoryGb: number
  system: string
  node: string
  pinning: string
}

export function describeMachine({ pinning }: Lab): Machine {
  const cores = cpus()
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    pinning: pinning
      ? `server on core ${pinning.server}, load on core ${pinning.load}; MySQL and Redis wherever there is time`
      : 'none: this system has no taskset or a single core, so the server and the load disturb each other',
  }
}
