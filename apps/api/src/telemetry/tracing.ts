import type { Attributes } from '@opentelemetry/api'
import type { Config } from '../config.ts'

/** A span that is open. */
export type Span = {
  /** Runs a task inside of it: spans that the task starts are its children. */
  run<T>(task: () => T): T
  /** Closes it; with `failure`, as one that failed so. */
  end(failure?: string): void
}

export type SpanOptions = {
  attributes?: Attributes
  /** Headers that may say, in W3C's way (`traceparent`), of which trace it is a part. */
  headers?: Record<string, string | string[] | undefined>
  /** How long ago it began, in seconds. Default 0. */
  ago?: number
  /** Of no trace that is under way. */
  isRoot?: boolean
}

export type Tracing = AsyncDisposable & { start(name: string, options?: SpanOptions): Span }

/** Traces to where the configuration says; null, and nothing loaded, when it says nothing. */
export async function startTracing(config: Pick<Config, 'otlp'>): Promise<Tracing | null> {
  if (!config.otlp) return null
  const { exportTraces } = await import('./otlp.ts')
  return exportTraces(config.otlp)
}

/** Runs a task in a span of its own, where there is tracing. */
export async function traced<T>(tracing: Tracing | null, name: string, task: () => Promise<T>): Promise<T> {
  if (!tracing) return task()
  const span = tracing.start(name)
  try {
    const value = await span.run(task)
    span.end()
    return value
  } catch (error) {
    span.end(error instanceof Error ? error.name : 'failed')
    throw error
  }
}
