import type { ReactNode } from 'react'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { formatCount } from '../format.ts'
import { formatRate } from './measures.ts'
import type { ResultOf } from '../../../graphql/graphql.ts'
import type { ClusterQuery } from './documents.ts'
import { totalLoad } from './metrics.ts'

/** The whole in a line of figures. */
export function ClusterTiles({ data }: { data: ResultOf<typeof ClusterQuery> | undefined }) {
  const nodes = data?.cluster.nodes.edges.map((edge) => edge.node) ?? []
  const load = totalLoad(nodes)
  const known = nodes.filter(({ status }) => status !== 'PENDING' && status !== 'REJECTED').length
  const totals = data?.administration.totals
  return (
    <dl className="mb-5 grid grid-cols-2 gap-px overflow-hidden rounded-l border border-line bg-line sm:grid-cols-3 lg:grid-cols-6">
      <Tile label="Nodes serving" value={data && `${load.serving} of ${known}`} />
      <Tile label="Connections" value={data && formatCount(load.connections)} />
      <Tile label="Messages/s" value={data && formatRate(load.messagesPerSecond)} />
      <Tile label="Rooms" value={totals && formatCount(totals.rooms)} />
      <Tile label="Messages" value={totals && formatCount(totals.messages)} />
      <Tile
        label="People"
        value={totals && formatCount(totals.activeUsers)}
        note={
          totals &&
          totals.users > totals.activeUsers &&
          `and ${formatCount(totals.users - totals.activeUsers)} deactivated`
        }
      />
    </dl>
  )
}

type TileProps = { label: string; value: string | undefined; note?: ReactNode }

function Tile({ label, value, note }: TileProps) {
  return (
    <div className="bg-surface px-4 py-3">
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="mt-0.5 text-xl font-bold tabular-nums">
        {value ?? <Skeleton className="my-1.5 h-4 w-14" />}
        {note && <span className="block text-xs font-normal text-ink-muted">{note}</span>}
      </dd>
    </div>
  )
}
