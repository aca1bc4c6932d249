import { Counter, Histogram, Registry } from 'prom-client'
import type { Committed } from '../realtime/commit.ts'
import { collectWhenScraped, type Sources } from './collectors.ts'

// What a node tells Prometheus. What happens often is counted in plain numbers where it happens, and read when Prometheus
// asks; the histograms here get one value per batch, per operation or per event of a node, never per subscriber.

const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]

export type OperationType = 'query' | 'mutation' | 'subscription'

export type Metrics = {
  /** A transaction of the group commit: how many changes it wrote and how long it took. */
  committed(size: number, seconds: number): void
  /** What became durable in it. */
  published(committed: Committed): void
  /** An event reached this node's followers, so many seconds after it was written. */
  delivered(lagSeconds: number): void
  /** A read of the log for those who come back (`events`), or of where logs stand (`heads`). */
  readLog(kind: 'events' | 'heads', seconds: number): void
  /** A GraphQL operation was answered; a subscription when it began. `codes`: of its errors. */
  operated(operation: { name: string; type: OperationType; codes: readonly string[] }, seconds: number): void
  /** An HTTP request was answered. */
  answered(request: { route: string; method: string; status: number }, seconds: number): void
  /** Names what is to be looked at when Prometheus asks. */
  watch(sources: Sources): void
  /** Everything, in Prometheus' text format. */
  scrape(): Promise<{ type: string; text: string }>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const histogram = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Histogram({ name: `parley_${name}`, help, labelNames, buckets: quick, registers })

  const batchSize = new Histogram({
    name: 'parley_commit_batch_size',
    help: 'Changes that were written in one transaction.',
    buckets: sizes,
    registers,
  })
  const batchSeconds = histogram('commit_batch_seconds', 'How long a transaction of the group commit took.')
  const lag = histogram('feed_lag_seconds', 'From an event’s time to its delivery to the followers at this node.')
  const reads = histogram('log_read_seconds', 'Reads of rooms’ logs, by what was read.', ['kind'])
  const operations = histogram('graphql_operation_seconds', 'GraphQL operations, by name and type.', [
    'operation',
    'type',
  ])
  const requests = histogram('http_request_seconds', 'HTTP requests, by route, method and status.', [
    'route',
    'method',
    'status',
  ])
  const failures = new Counter({
    name: 'parley_graphql_errors_total',
    help: 'Errors in the answers to GraphQL operations, by code.',
    labelNames: ['code'],
    registers,
  })
  const events = new Map<string, number>()
  const committed = new Counter({
    name: 'parley_events_committed_total',
    help: 'Events that this node wrote to rooms’ logs, by type; MessagePosted are the messages sent.',
    labelNames: ['type'],
    registers: [],
    collect() {
      this.reset()
      for (const [type, count] of events) this.inc({ type }, count)
    },
  })
  registry.registerMetric(committed)
  let look: (() => void) | undefined

  return {
    committed(size, seconds) {
      batchSize.observe(size)
      batchSeconds.observe(seconds)
    },
    published({ rooms }) {
      for (const held of rooms) {
        for (const { data } of held.events) events.set(data.type, (events.get(data.type) ?? 0) + 1)
      }
    },
    delivered: (seconds) => lag.observe(Math.max(0, seconds)),
    readLog: (kind, seconds) => reads.observe({ kind }, seconds),
    operated({ name, type, codes }, seconds) {
      operations.observe({ operation: name, type }, seconds)
      for (const code of codes) failures.inc({ code })
    },
    answered({ route, method, status }, seconds) {
      requests.observe({ route, method, status: String(status) }, seconds)
    },
    watch(sources) {
      look = collectWhenScraped(registry, sources)
      // Addresses change when a process is replaced; a node's name doesn't.
      registry.setDefaultLabels({ node: sources.cluster.self.name })
    },
    async scrape() {
      look?.()
      return { type: registry.contentType, text: await registry.metrics() }
    },
  }
}
