import { memo } from 'react'
import { cx } from '../../../lib/cx.ts'
import { useChartWindow } from './chart-window.ts'
import { chartPaths, niceMax, summaryOf } from './chart.ts'
import type { NodeWithHistory } from './documents.ts'
import { type Metric, pointsOf } from './metrics.ts'

type SparklineProps = {
  metric: Metric
  node: NodeWithHistory
  /** When the cluster began. */
  since: number
  width: number
  height: number
  className?: string
}

/** The last hour, or what there is of it, as a line. It fills its box's width; who can't see it gets the sentence. */
export const Sparkline = memo(function Sparkline({ metric, node, since, width, height, className }: SparklineProps) {
  const { from, to } = useChartWindow(since)
  const points = pointsOf(node, metric.key)
  const summary = summaryOf(points)
  const max = niceMax(summary?.highest ?? 0, metric.atLeast) * 1.08
  const { line, area } = chartPaths(points, { width, height: height - 1, from, to, max })
  return (
    <svg
      role="img"
      aria-label={describe(metric, summary)}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={cx('block overflow-visible text-accent', className)}
    >
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className="stroke-line" strokeWidth="1" />
      <path d={area} fill="currentColor" opacity="0.12" />
      <path
        d={line}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
})

function describe(metric: Metric, summary: ReturnType<typeof summaryOf>): string {
  if (!summary) return `${metric.title}: nothing known of the last hour`
  const { last, lowest, highest } = summary
  return `${metric.title} in the last hour: ${metric.format(lowest)} to ${metric.format(highest)}, at last ${metric.format(last)}`
}
