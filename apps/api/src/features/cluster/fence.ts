import type { Database } from '@parley/db'
import { CompiledQuery } from 'kysely'
import { FencedError } from '../../errors.ts'
import type { Fence } from '../../realtime/commit.ts'
import { nowIn } from './clock.ts'
import type { Standing } from './standing.ts'

/**
 * Lets a transaction write only while this process holds its node's lease. The row stays locked (shared) until the commit, so
 * that nobody can take the node's generation in between: who does, waits for what was begun.
 */
export function createFence(
  { dialect }: Pick<Database, 'dialect'>,
  standing: () => Standing,
  onFenced: () => void,
): Fence {
  // Text, because it is part of every commit.
  const question = `select 1 as may from cluster_node where id = ? and generation = ? and instance_id = ?
    and status in ('ACTIVE', 'DRAINING', 'DRAINED') and lease_until > ${nowIn[dialect]}
    ${dialect === 'mysql' ? 'for share' : ''}`
  return {
    ask() {
      const { id, generation, instance_id } = standing().node
      return { compile: () => CompiledQuery.raw(question, [id, generation, instance_id]) }
    },
    check(rows) {
      if (rows.length > 0 && !standing().isSuperseded) return
      onFenced()
      throw new FencedError()
    },
  }
}
