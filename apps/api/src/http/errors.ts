import { isTransient } from '@parley/db'
import { ComeBackError } from '@parley/realtime'
import { type ExecutionResult, GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { AccessError, FencedError, ParleyError, UnauthenticatedError, UnavailableError } from '../errors.ts'

/**
 * What of an error leaves the server: what its reader can understand and act on. Anything else is a bug: it is logged
 * under the request's id, and only that id is told.
 */
export function maskError(error: unknown, log: Logger, requestId: string): GraphQLError {
  const cause = causeOf(error)
  if (error instanceof GraphQLError && cause === error) return error
  const known = codeOf(cause)
  const { path } = placeOf(error)
  if (!known) log.error({ err: cause, requestId, path }, 'An operation failed by a bug.')
  if (cause instanceof UnavailableError) log.warn({ err: cause.cause, requestId, path }, cause.message)
  const extensions = known ? { code: known } : { code: 'INTERNAL_SERVER_ERROR', requestId }
  // For the transport alone: not enumerable, so that no client is told.
  if (isPassing(cause)) Object.defineProperty(extensions, 'http', { value: { status: 503 } })
  const message = known ? (cause as Error).message : 'Unexpected error.'
  return new GraphQLError(message, { ...placeOf(error), extensions })
}

/** A result with its errors as they leave the server. */
export function maskResult(result: ExecutionResult, log: Logger, requestId: string): ExecutionResult {
  if (!result.errors) return result
  return { ...result, errors: result.errors.map((error) => maskError(error, log, requestId)) }
}

/** Whether it is of the moment: the same again may well succeed, here or at another node. */
export function isPassing(error: unknown): boolean {
  return error instanceof FencedError || error instanceof UnavailableError || isTransient(error)
}

/** The error itself, under the layers that GraphQL puts around it; what the database says of itself, in words for everybody. */
function causeOf(error: unknown): unknown {
  if (error instanceof GraphQLError && error.originalError) return causeOf(error.originalError)
  return isTransient(error) ? new UnavailableError(error) : error
}

function codeOf(cause: unknown): string | null {
  if (cause instanceof UnauthenticatedError || cause instanceof AccessError) return cause.code
  if (cause instanceof FencedError || cause instanceof UnavailableError) return cause.code
  if (cause instanceof ParleyError) return cause.name
  if (cause instanceof ComeBackError) return cause.extensions.code
  if (cause instanceof Error && cause.name === 'PothosValidationError') {
    return cause.message.startsWith('Query exceeds maximum') ? 'TOO_COMPLEX' : 'BAD_USER_INPUT'
  }
  // Thrown on purpose by us or by the GraphQL engine, behind another copy of its class.
  if (!(cause instanceof GraphQLError)) return null
  const { code } = cause.extensions
  return typeof code === 'string' ? code : 'BAD_REQUEST'
}

function placeOf(error: unknown) {
  if (!(error instanceof GraphQLError)) return {}
  const { nodes, source, positions, path } = error
  return { nodes, source, positions, path }
}
