import type { Database } from '@parley/db'
import type { Logger } from 'pino'
import type { Config } from '../../config.ts'
import type { ClusterBells } from './bells.ts'
import { findDuties, forgetGone, markDead, placeHomeless, rehome } from './duties.ts'
import { stepRebalance } from './rebalance.ts'

export type Rounds = {
  /** Begins the leader's rounds. They end by themselves when it ceases to lead. */
  begin(): void
  /** Ends them; resolves when none is under way. */
  close(): Promise<void>
}

type Options = {
  database: Database
  bells: ClusterBells
  config: Pick<Config, 'placement' | 'forgetAfterHours' | 'heartbeatMs'>
  log: Logger
  self(): { id: string; name: string }
  isLeading(): boolean
  /** Whether there is any other node to look after. */
  hasOthers(): boolean
}

/** The leader's rounds: several within a heartbeat, because a dead node's rooms wait for them. Alone, one a heartbeat. */
export function createRounds({ database, bells, config, log, self, isLeading, hasOthers }: Options): Rounds {
  const parts = { database, bells, config }
  const { heartbeatMs } = config
  const quickMs = Math.min(1000, heartbeatMs)
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let isClosed = false
  let walkedTo = ''
  let walkedAt = Number.NEGATIVE_INFINITY

  async function round(): Promise<void> {
    const due = await findDuties(parts, self().id)
    if (due.hasDead) await markDead(parts, self().id)
    if (due.hasDead || due.hasHomeless) await rehome(parts)
    if (due.isRebalancing) await stepRebalance(parts, self())
    if (due.hasGone) await forgetGone(parts)
    if (performance.now() - walkedAt < heartbeatMs) return
    walkedTo = (await placeHomeless(parts, walkedTo)) ?? ''
    // Once around, and there is time.
    walkedAt = walkedTo === '' ? performance.now() : Number.NEGATIVE_INFINITY
  }

  function again(): void {
    running = null
    if (isClosed || !isLeading()) return
    timer = setTimeout(run, hasOthers() ? quickMs : heartbeatMs).unref()
  }

  function run(): void {
    if (isClosed || running) return
    running = round()
      .catch((error: unknown) => log.warn({ err: error }, 'A round of the leader was broken off.'))
      .then(again)
  }

  return {
    begin() {
      clearTimeout(timer)
      run()
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await running
    },
  }
}
