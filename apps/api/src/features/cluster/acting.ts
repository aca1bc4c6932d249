import { type Context, viewerOf } from '../../context.ts'
import { writeAudit } from '../audit/audit.ts'
import type { Acting } from './node-actions.ts'

export const wholeCluster = { type: 'Cluster', id: null, name: 'the cluster' }

/** On behalf of the administrator who asks. */
export function acting(ctx: Context): Acting {
  const { database, cluster } = ctx.core
  return {
    database,
    bells: cluster.bells,
    actorId: viewerOf(ctx).user.id,
    audit: (tx, done) => writeAudit(ctx, tx, { target: wholeCluster, ...done }),
  }
}
