import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createOperationWatch, type WatchOperation } from './operations.ts'
import { startTracing, type Tracing } from './tracing.ts'

/** What tells operators of a node how it is doing. */
export type Telemetry = AsyncDisposable & {
  metrics: Metrics
  tracing: Tracing | null
  watchOperation: WatchOperation
  /** Told of each transaction of the group commit. */
  onBatch(size: number, seconds: number): void
}

export async function createTelemetry({ config, log }: { config: Config; log: Logger }): Promise<Telemetry> {
  const metrics = createMetrics()
  const tracing = await startTracing(config)
  return {
    metrics,
    tracing,
    watchOperation: createOperationWatch({ log, metrics, tracing }),
    onBatch(size, seconds) {
      metrics.committed(size, seconds)
      // It serves many operations, so it is a trace of its own.
      tracing?.start('commit batch', { isRoot: true, ago: seconds, attributes: { 'parley.batch.size': size } }).end()
    },
    async [Symbol.asyncDispose]() {
      await tracing?.[Symbol.asyncDispose]()
    },
  }
}
