import { type PointerEvent, useState } from 'react'
import { formatTime } from '../../../lib/clock.ts'
import { type Point, summaryOf } from './chart.ts'
import type { NodeWithHistory } from './documents.ts'
import { type Metric, pointsOf } from './metrics.ts'
import { useChartWindow } from './chart-window.ts'
import { Sparkline } from './Sparkline.tsx'

type ChartProps = { metric: Metric; node: NodeWithHistory; since: number }

/** One measure, large. The pointer reads a moment; the line's range stands under it for all others. */
export function Chart({ metric, node, since }: ChartProps) {
  const { from, to } = useChartWindow(since)
  const points = pointsOf(node, metric.key)
  const [shown, setShown] = useState<Point>()
  const summary = summaryOf(points)

  function read({ clientX, currentTarget }: PointerEvent<HTMLElement>) {
    const { left, width } = currentTarget.getBoundingClientRect()
    const at = from + ((clientX - left) / width) * (to - from)
    setShown(nearest(points, at))
  }

  return (
    <figure className="rounded-l border border-line p-3.5">
      <figcaption className="flex items-baseline justify-between gap-2">
        <span className="text-xs font-medium text-ink-muted">{metric.title}</span>
        <span className="text-xs text-ink-faint tabular-nums">
          {shown ? `at ${formatTime(shown.at)}` : summary && `up to ${metric.format(summary.highest)}`}
        </span>
      </figcaption>
      <p className="text-lg leading-tight font-bold tabular-nums">
        {shown ? metric.format(shown.value) : summary ? metric.format(summary.last) : '–'}
      </p>
      <div className="relative mt-2 h-16" onPointerMove={read} onPointerLeave={() => setShown(undefined)}>
        <Sparkline metric={metric} node={node} since={since} width={300} height={64} className="h-full w-full" />
        {shown && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 w-px bg-line-strong"
            style={{ left: `${((shown.at - from) / (to - from)) * 100}%` }}
          />
        )}
      </div>
      <p aria-hidden="true" className="mt-1 flex justify-between text-2xs text-ink-faint tabular-nums">
        <span>{formatTime(from)}</span>
        <span>{formatTime(to)}</span>
      </p>
    </figure>
  )
}

function nearest(points: readonly Point[], at: number): Point | undefined {
  return points.reduce<Point | undefined>(
    (best, point) => (best && Math.abs(best.at - at) <= Math.abs(point.at - at) ? best : point),
    undefined,
  )
}
