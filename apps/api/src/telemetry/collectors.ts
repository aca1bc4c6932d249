import type { Broker, FanoutStats, FeedStats } from '@parley/realtime'
import { collectDefaultMetrics, Counter, Gauge, type Registry } from 'prom-client'
import type { Commits } from '../realtime/commit.ts'
import { version } from '../version.ts'

/** Where numbers are read when Prometheus asks. */
export type Sources = {
  database: { dialect: string }
  sockets: { count(): number; stats(): FanoutStats }
  feeds: { stats(): FeedStats }
  commits: Pick<Commits, 'waiting'>
  broker: Pick<Broker, 'isHealthy'>
  cluster: {
    readonly self: { name: string; status: string }
    isAccepting(): boolean
    isLeading(): boolean
  }
}

/** What is read of the larger parts, once for all their metrics. */
type Seen = Omit<Sources, 'sockets' | 'feeds'> & { connections: number; fanout: FanoutStats; feeds: FeedStats }

type Reading = {
  kind: 'gauge' | 'counter'
  help: string
  labels: readonly string[]
  read(seen: Seen): number | readonly (readonly [labels: Record<string, string>, value: number])[]
}

const gauge = (help: string, read: Reading['read'], labels: readonly string[] = []): Reading => {
  return { kind: 'gauge', help, labels, read }
}
const counter = (help: string, read: Reading['read'], labels: readonly string[] = []): Reading => {
  return { kind: 'counter', help, labels, read }
}
const byLabel = (label: string, counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([key, count]) => [{ [label]: key }, count] as const)
const yes = (is: boolean) => (is ? 1 : 0)

const readings: Record<string, Reading> = {
  connections: gauge('WebSockets that are open.', (it) => it.connections),
  followed_streams: gauge('Rooms that this node follows.', ({ feeds }) => feeds.streams),
  feed_subscribers: gauge('Subscriptions to rooms’ events.', ({ feeds }) => feeds.subscribers),
  feeds_behind: gauge('Followed rooms whose log is known to be further than delivered.', ({ feeds }) => feeds.behind),
  fanout_groups: gauge('Groups of subscriptions that are worked out together.', ({ fanout }) => fanout.groups),
  fanout_members: gauge('Subscriptions over sockets.', ({ fanout }) => fanout.members),
  deliveries_total: counter('Results that were given to sockets.', ({ fanout }) => fanout.delivered),
  executions_total: counter('Results that were worked out for deliveries.', ({ fanout }) => fanout.executed),
  slow_consumers_closed_total: counter('Sockets closed as too slow.', ({ fanout }) => fanout.slowSockets),
  resumes_total: counter(
    'Who came back with a cursor, by where it was served from.',
    ({ feeds }) => byLabel('from', feeds.resumed),
    ['from'],
  ),
  resets_total: counter('Who was told to load afresh, by why.', ({ feeds }) => byLabel('reason', feeds.resets), [
    'reason',
  ]),
  commit_queue_depth: gauge('Changes that wait for the next transaction.', ({ commits }) => commits.waiting()),
  broker_up: gauge('1 while the broker of live events answers.', ({ broker }) => yes(broker.isHealthy())),
  node_status: gauge(
    '1 for the status that this node has in its cluster.',
    ({ cluster }) => [[{ status: cluster.self.status }, 1]],
    ['status'],
  ),
  node_accepting: gauge('1 while the node takes new sockets.', ({ cluster }) => yes(cluster.isAccepting())),
  node_leading: gauge('1 at the node that leads the cluster.', ({ cluster }) => yes(cluster.isLeading())),
  build_info: gauge(
    'What runs; always 1.',
    ({ database }) => [[{ version, node_version: process.version, database: database.dialect }, 1]],
    ['version', 'node_version', 'database'],
  ),
}

/** Makes the metrics that are looked up; the process's own begin with the first scrape, and cost nothing before. */
export function collectWhenScraped(registry: Registry, sources: Sources): () => void {
  const look = (): Seen => ({
    ...sources,
    connections: sources.sockets.count(),
    fanout: sources.sockets.stats(),
    feeds: sources.feeds.stats(),
  })
  let seen = look()

  for (const [name, { kind, help, labels, read }] of Object.entries(readings)) {
    const about = { name: `parley_${name}`, help, labelNames: [...labels], registers: [] }
    const values = () => {
      const value = read(seen)
      return typeof value === 'number' ? [[{}, value] as const] : value
    }
    const Kind = kind === 'gauge' ? Gauge : Counter
    const metric = new Kind({
      ...about,
      collect() {
        this.reset()
        for (const [each, value] of values()) this.inc(each, value)
      },
    })
    registry.registerMetric(metric)
  }

  let hasBegun = false
  return () => {
    if (!hasBegun) collectDefaultMetrics({ register: registry })
    hasBegun = true
    seen = look()
  }
}
