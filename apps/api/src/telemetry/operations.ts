import { type DocumentNode, type ExecutionArgs, type GraphQLFormattedError, getOperationAST } from 'graphql'
import type { Logger } from 'pino'
import type { Context } from '../context.ts'
import type { Metrics, OperationType } from './metrics.ts'
import { createOperationNames } from './operation-names.ts'
import type { Tracing } from './tracing.ts'

/** An operation that is under way. */
export type Watched = {
  /** Runs what belongs to it: what that does is part of its trace. */
  run<T>(task: () => T): T
  /** It was answered, with these errors as they leave the server. */
  end(errors?: readonly Pick<GraphQLFormattedError, 'extensions'>[]): void
}

export type WatchOperation = (args: ExecutionArgs) => Watched

type Parts = { log: Logger; metrics: Metrics; tracing: Tracing | null }
type Operation = { type: OperationType; name: string | undefined }
type Asked = Context & { requestId: string; operationId?: string; traceparent?: string }

const slowSeconds = 1

/** Measures, logs and traces operations, whichever transport they came by. */
export function createOperationWatch({ log, metrics, tracing }: Parts): WatchOperation {
  const label = createOperationNames()
  const known = new WeakMap<DocumentNode, Operation>()

  function askedBy({ document, operationName }: ExecutionArgs): Operation {
    const before = known.get(document)
    if (before && (!operationName || before.name === operationName)) return before
    const operation = getOperationAST(document, operationName)
    const asked: Operation = { type: operation?.operation ?? 'query', name: operation?.name?.value }
    known.set(document, asked)
    return asked
  }

  return (args) => {
    const { type, name } = askedBy(args)
    const { viewer, requestId, operationId, traceparent } = args.contextValue as Asked
    const userId = viewer?.user.id
    const started = performance.now()
    const span = tracing?.start(`${type} ${name ?? 'anonymous'}`, {
      ...(traceparent && { headers: { traceparent } }),
      attributes: { 'graphql.operation.type': type, 'graphql.operation.name': name, 'parley.request_id': requestId },
    })
    return {
      run: (task) => (span ? span.run(task) : task()),
      end(errors = []) {
        const seconds = (performance.now() - started) / 1000
        const codes = errors.map(({ extensions }) =>
          typeof extensions?.code === 'string' ? extensions.code : 'UNKNOWN',
        )
        metrics.operated({ name: label(name, userId !== undefined), type, codes }, seconds)
        span?.end(codes.length > 0 ? codes.join(' ') : undefined)
        const level = seconds >= slowSeconds ? 'warn' : codes.length > 0 ? 'info' : 'debug'
        if (!log.isLevelEnabled(level)) return
        const ms = Math.round(seconds * 1e6) / 1e3
        const operation = name?.slice(0, 60) ?? null
        log[level]({ requestId, operationId, operation, type, userId, ms, codes }, sentenceOf(level))
      },
    }
  }
}

function sentenceOf(level: 'warn' | 'info' | 'debug'): string {
  if (level === 'warn') return 'An operation was slow.'
  return level === 'info' ? 'An operation was answered with errors.' : 'An operation was answered.'
}
