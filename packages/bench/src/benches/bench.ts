import type { Lab } from '../lab/lab.ts'
import type { Machine } from '../lab/machine.ts'

export type Row = Record<string, string | number>

/** What one bench found out. */
export type Findings = {
  /** The figures that promises are held to; null where there is nothing to compare with. */
  ratios: Record<string, unknown>
  rows: Row[]
  /** What makes the figures doubtful: the load generator at its limit, and the like. */
  warnings: string[]
  /** What one has to know to read them, a sentence each. */
  notes: string[]
}

export type Bench = {
  name: BenchName
  title: string
  run(lab: Lab, settings: Settings): Promise<Findings>
}

export const benchNames = ['fanout', 'send', 'history', 'reconnect', 'connect', 'memory', 'cluster'] as const
export type BenchName = (typeof benchNames)[number]

export type Settings = {
  isQuick: boolean
  /** Says how far it is. */
  say(progress: string): void
}

/** What stands in packages/bench/results/<name>.json. */
export type Result = Findings & { name: BenchName; isQuick: boolean; at: string; machine: Machine }
