import type { ClusterEventRow, ClusterNodeRow } from '@parley/db'
import { endable } from '@parley/realtime'
import { type Context, dbOf, viewerOf } from '../../context.ts'
import { type ClusterBell, clusterTopic } from '../../realtime/events.ts'

export type ClusterUpdate = { at: number } & (
  | { type: 'ClusterNodeChanged'; node: ClusterNodeRow }
  | { type: 'ClusterNodeForgotten'; nodeId: string }
  | { type: 'ClusterEventLogged'; event: ClusterEventRow }
)

/** How long changes are collected: of a node that changes often, the latest state is told. In ms. */
const collectMs = 250
/** More lines of the log than these at once are not told one by one: the list has them. */
const maxEvents = 200

/** What changes in the cluster, for as long as the viewer is an administrator: that is asked before each delivery. */
export function followCluster(ctx: Context): AsyncGenerator<ClusterUpdate, void> {
  return endable((signal) => updates(ctx, signal))
}

async function* updates(ctx: Context, signal: AbortSignal): AsyncGenerator<ClusterUpdate, void, undefined> {
  const changed = new Set<string>()
  const forgotten = new Set<string>()
  const logged = new Set<string>()
  let wake: () => void = () => undefined
  let timer: NodeJS.Timeout | undefined
  const hear = (bell: ClusterBell) => {
    if (bell.type === 'NodeChanged') changed.add(bell.nodeId)
    else if (bell.type === 'NodeForgotten') forgotten.add(bell.nodeId)
    else if (logged.size < maxEvents) logged.add(bell.eventId)
  }
  const unsubscribe = await ctx.core.broker.subscribe(clusterTopic, (bells) => {
    for (const bell of bells as ClusterBell[]) hear(bell)
    timer ??= setTimeout(() => {
      timer = undefined
      wake()
    }, collectMs)
  })
  signal.addEventListener('abort', () => wake(), { once: true })
  try {
    while (!signal.aborted) {
      const due = { changed: [...changed], forgotten: [...forgotten], logged: [...logged] }
      for (const set of [changed, forgotten, logged]) set.clear()
      if (Object.values(due).every((ids) => ids.length === 0)) {
        await new Promise<void>((resolve) => (wake = resolve))
        continue
      }
      if (!(await isStillAdministrator(ctx))) return
      yield* await readUpdates(ctx, due)
    }
  } finally {
    clearTimeout(timer)
    unsubscribe()
  }
}

type Due = { changed: string[]; forgotten: string[]; logged: string[] }

async function readUpdates(ctx: Context, { changed, forgotten, logged }: Due): Promise<ClusterUpdate[]> {
  const at = Date.now()
  const db = dbOf(ctx)
  const nodes =
    changed.length > 0 ? await db.selectFrom('cluster_node').selectAll().where('id', 'in', changed).execute() : []
  const events =
    logged.length > 0
      ? await db.selectFrom('cluster_event').selectAll().where('id', 'in', logged).orderBy('id').execute()
      : []
  return [
    ...nodes.map((node) => ({ type: 'ClusterNodeChanged' as const, at, node })),
    ...forgotten.map((nodeId) => ({ type: 'ClusterNodeForgotten' as const, at, nodeId })),
    ...events.map((event) => ({ type: 'ClusterEventLogged' as const, at: event.at, event })),
  ]
}

async function isStillAdministrator(ctx: Context): Promise<boolean> {
  const query = dbOf(ctx).selectFrom('user').select('id').where('id', '=', viewerOf(ctx).user.id)
  return Boolean(await query.where('role', '=', 'ADMIN').where('deactivated_at', 'is', null).executeTakeFirst())
}
