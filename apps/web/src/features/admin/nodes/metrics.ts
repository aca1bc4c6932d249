import { formatCount } from '../format.ts'
import { formatBytes, formatMilliseconds, formatPercent, formatRate } from './measures.ts'
import type { AdminNode, NodeWithHistory } from './documents.ts'
import type { Point } from './chart.ts'

type Load = NonNullable<AdminNode['load']>
type MetricKey = Exclude<keyof Load, 'followedRooms' | '__typename'>

export type Metric = {
  key: MetricKey
  title: string
  format: (value: number) => string
  /** The scale of its charts never ends below this, so that a quiet node draws a quiet line. */
  atLeast: number
  /** From here on the value is a reason to look. */
  warnFrom: number
}

export const metrics: readonly Metric[] = [
  {
    key: 'connections',
    title: 'Connections',
    format: formatCount,
    atLeast: 10,
    warnFrom: Number.POSITIVE_INFINITY,
  },
  {
    key: 'messagesPerSecond',
    title: 'Messages/s',
    format: formatRate,
    atLeast: 5,
    warnFrom: Number.POSITIVE_INFINITY,
  },
  { key: 'eventLoopDelayMs', title: 'Event loop', format: formatMilliseconds, atLeast: 20, warnFrom: 100 },
  { key: 'cpuPercent', title: 'CPU', format: formatPercent, atLeast: 100, warnFrom: 85 },
  {
    key: 'memoryBytes',
    title: 'Memory',
    format: formatBytes,
    atLeast: 200e6,
    warnFrom: Number.POSITIVE_INFINITY,
  },
]

/** The last hour of a measure, up to what the last heartbeat said. */
export function pointsOf({ history, load, lastHeartbeatAt }: NodeWithHistory, key: MetricKey): Point[] {
  const points = history.map((sample) => ({ at: Date.parse(sample.at), value: sample[key] }))
  const now = load && lastHeartbeatAt ? { at: Date.parse(lastHeartbeatAt), value: load[key] } : undefined
  return now && now.at > (points.at(-1)?.at ?? 0) ? [...points, now] : points
}

/** What all nodes that serve people carry together. */
export function totalLoad(nodes: readonly AdminNode[]) {
  const serving = nodes.filter(({ status }) => status === 'ACTIVE' || status === 'DRAINING')
  const sum = (key: MetricKey) => serving.reduce((total, { load }) => total + (load?.[key] ?? 0), 0)
  return {
    serving: serving.length,
    connections: sum('connections'),
    messagesPerSecond: sum('messagesPerSecond'),
    rooms: nodes.reduce((total, { roomCount }) => total + roomCount, 0),
  }
}
