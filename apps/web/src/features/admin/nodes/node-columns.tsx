import { Link } from '@tanstack/react-router'
import { Crown } from 'lucide-react'
import { cx } from '../../../lib/cx.ts'
import { Tooltip } from '../../../ui/Tooltip.tsx'
import { Ago } from '../Ago.tsx'
import { formatCount } from '../format.ts'
import type { Column } from '../table/columns.ts'
import type { NodeWithHistory } from './documents.ts'
import { type Metric, metrics } from './metrics.ts'
import { NodeMenu } from './NodeMenu.tsx'
import { NodeStatusBadge } from './NodeStatusBadge.tsx'
import { Sparkline } from './Sparkline.tsx'
import type { NodeAction } from './status.ts'

type ColumnsOptions = {
  /** When the cluster began. */
  since: number
  onAction: (action: NodeAction, node: NodeWithHistory) => void
  /** The only node that serves people: it can't be drained. */
  isLast: (node: NodeWithHistory) => boolean
}

export function nodeColumns({ since, onAction, isLast }: ColumnsOptions): Column<NodeWithHistory>[] {
  return [
    { id: 'name', title: 'Node', onPhone: 'heading', cell: (node) => <NodeName node={node} /> },
    ...metrics.map((metric) => ({
      id: metric.key,
      title: metric.title,
      cell: (node: NodeWithHistory) => <MetricCell metric={metric} node={node} since={since} />,
    })),
    {
      id: 'rooms',
      title: 'Rooms',
      className: 'tabular-nums md:text-right',
      cell: (node) => formatCount(node.roomCount),
    },
    {
      id: 'heartbeat',
      title: 'Heartbeat',
      className: 'whitespace-nowrap tabular-nums md:w-24 md:text-right',
      cell: (node) => (node.lastHeartbeatAt ? <Ago at={node.lastHeartbeatAt} /> : 'never'),
    },
    {
      id: 'version',
      title: 'Version',
      className: 'whitespace-nowrap md:hidden xl:table-cell',
      cell: (node) => node.version,
    },
    {
      id: 'actions',
      title: 'Actions',
      onPhone: 'corner',
      className: 'w-12 md:pr-3',
      cell: (node) => <NodeMenu node={node} isLast={isLast(node)} onAction={(action) => onAction(action, node)} />,
    },
  ]
}

function NodeName({ node }: { node: NodeWithHistory }) {
  const where = [node.region, node.address].filter(Boolean).join(' · ')
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-2">
        <Link
          to="/admin/nodes/$nodeId"
          params={{ nodeId: node.id }}
          className="truncate rounded-s font-semibold underline-offset-2 hover:underline"
        >
          {node.name}
        </Link>
        {node.isLeader && <LeaderMark />}
      </div>
      <div className="mt-0.5 flex min-w-0 items-center gap-2">
        <NodeStatusBadge status={node.status} />
        {where && <span className="truncate text-xs text-ink-faint">{where}</span>}
      </div>
    </div>
  )
}

/** One node leads: it marks the dead and moves their rooms. */
export function LeaderMark() {
  return (
    <Tooltip label="It leads: it notices when others are gone, and moves their rooms.">
      <span className="inline-flex h-[1.125rem] items-center gap-1 rounded-s bg-accent-soft px-1.5 text-2xs font-semibold text-accent-ink">
        <Crown aria-hidden="true" className="size-3" /> Leader
      </span>
    </Tooltip>
  )
}

type MetricCellProps = { metric: Metric; node: NodeWithHistory; since: number }

function MetricCell({ metric, node, since }: MetricCellProps) {
  const isLive = node.status !== 'OFFLINE' && node.load !== null
  const value = node.load?.[metric.key] ?? 0
  return (
    <div className="w-20 phone:w-full">
      <div
        className={cx(
          'leading-tight font-medium tabular-nums',
          !isLive && 'text-ink-faint',
          isLive && value >= metric.warnFrom && 'text-danger-ink',
        )}
      >
        {isLive ? metric.format(value) : '–'}
      </div>
      <Sparkline
        metric={metric}
        node={node}
        since={since}
        width={80}
        height={18}
        className={cx('mt-1 h-[18px] w-full', !isLive && 'opacity-50')}
      />
    </div>
  )
}
