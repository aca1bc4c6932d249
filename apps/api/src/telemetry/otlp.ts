import { type Context, defaultTextMapGetter, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { OtlpConfig } from '../config.ts'
import { version } from '../version.ts'
import type { Span, Tracing } from './tracing.ts'

// Imported only when there is somewhere to send traces to. Nothing is registered globally: each node has its own.

/** Sends spans over OTLP/HTTP, in batches. What can't be sent is dropped; nothing waits for it. */
export function exportTraces({ endpoint, serviceName, ratio }: OtlpConfig): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 5000 })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName,
      'service.version': version,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('parley', version)
  const contexts = new AsyncLocalStorageContextManager().enable()
  const propagator = new W3CTraceContextPropagator()

  return {
    start(name, { attributes, headers, ago = 0, isRoot = false } = {}): Span {
      const active = isRoot ? ROOT_CONTEXT : contexts.active()
      const parent = headers ? propagator.extract(active, headers, defaultTextMapGetter) : active
      const kind = headers ? SpanKind.SERVER : SpanKind.INTERNAL
      const startTime = Date.now() - ago * 1000
      const span = tracer.startSpan(name, { kind, startTime, ...(attributes && { attributes }) }, parent)
      const inside: Context = trace.setSpan(parent, span)
      return {
        run: (task) => contexts.with(inside, task),
        end(failure) {
          if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure })
          span.end()
        },
      }
    },
    async [Symbol.asyncDispose]() {
      contexts.disable()
      // Where nobody answers, the last spans are not worth waiting for.
      await Promise.race([
        provider.shutdown().catch(() => undefined),
        new Promise((done) => setTimeout(done, 1000).unref()),
      ])
    },
  }
}
