import { type ClusterNodeRow, type Database, isDuplicate } from '@parley/db'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { type ClusterBells, eventBells } from './bells.ts'
import { databaseNow } from './clock.ts'
import { logEvents } from './cluster-events.ts'
import type { Pulse } from './heartbeat.ts'

export type Leadership = {
  /** What a heartbeat told: prolongs the lease, takes it, or waits for its end. */
  hear(node: ClusterNodeRow, pulse: Pulse): Promise<void>
  isLeading(): boolean
  close(): void
}

type Options = {
  database: Database
  bells: ClusterBells
  log: Logger
  leaseMs: number
  /** Called when this node has become the leader. */
  onLead(): void
}

/**
 * Leading by lease. Whoever doesn't lead asks nothing: it waits until the lease that its heartbeat saw has run out, and a bit
 * longer by chance. Should two lead for a moment, each change that they make holds only where it finds what it expects.
 */
export function createLeadership({ database, bells, log, leaseMs, onLead }: Options): Leadership {
  const now = databaseNow(database.dialect)
  let leadsUntil = Number.NEGATIVE_INFINITY
  let waiting: NodeJS.Timeout | undefined
  let isClosed = false

  /** Whether the lease is this node's now, for another `leaseMs`. */
  async function take(node: ClusterNodeRow): Promise<boolean> {
    const askedAt = performance.now()
    const { numUpdatedRows } = await database.kysely
      .updateTable('cluster_lease')
      .set({ node_id: node.id, generation: sql`generation + 1`, until: sql`${now} + ${leaseMs}` })
      .where('name', '=', 'leader')
      .where((eb) => eb.or([eb('node_id', '=', node.id), eb('until', '<', now)]))
      .executeTakeFirst()
    if (numUpdatedRows === 0n && !(await begin(node))) return false
    leadsUntil = askedAt + leaseMs
    return true
  }

  async function begin(node: ClusterNodeRow): Promise<boolean> {
    try {
      const query = database.kysely.selectFrom('cluster_lease').select('name').where('name', '=', 'leader')
      if (await query.executeTakeFirst()) return false
      const row = { name: 'leader', node_id: node.id, generation: 1, until: sql<number>`${now} + ${leaseMs}` }
      await database.kysely.insertInto('cluster_lease').values(row).execute()
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  async function tryToLead(node: ClusterNodeRow, before: string | null): Promise<void> {
    if (isClosed || !(await take(node))) return
    log.debug({ node: node.name }, 'This node leads the cluster now.')
    const summary = `${node.name} leads the cluster.`
    const told = await logEvents(database, database.kysely, [{ type: 'LEADER_ELECTED', node, summary }])
    const changed = [node.id, ...(before === null ? [] : [before])]
    bells.tell([...changed.map((nodeId) => ({ type: 'NodeChanged' as const, nodeId })), ...eventBells(told)])
    onLead()
  }

  return {
    async hear(node, { leader }) {
      clearTimeout(waiting)
      if (isLeading()) {
        // A leader that is drained goes on until its own rooms have moved.
        if (node.status !== 'ACTIVE' && node.status !== 'DRAINING') leadsUntil = Number.NEGATIVE_INFINITY
        else if (leader?.nodeId !== node.id || !(await take(node))) leadsUntil = Number.NEGATIVE_INFINITY
        return
      }
      if (node.status !== 'ACTIVE') return
      if (!leader || leader.msLeft === 0 || leader.nodeId === node.id) {
        return tryToLead(node, leader?.nodeId ?? null)
      }
      // A moment more, because a timer that was set in a busy moment fires early.
      const wait = leader.msLeft + 50 + Math.random() * Math.min(1000, leaseMs / 10)
      waiting = setTimeout(() => {
        tryToLead(node, leader.nodeId).catch((error: unknown) => log.warn({ err: error }, 'Taking the lead failed.'))
      }, wait).unref()
    },
    isLeading,
    close() {
      isClosed = true
      clearTimeout(waiting)
    },
  }

  function isLeading(): boolean {
    return !isClosed && performance.now() < leadsUntil
  }
}
