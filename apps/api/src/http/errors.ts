import { ComeBackError } from '@parley/realtime'
import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { AccessError, FencedError, ParleyError, UnauthenticatedError } from '../errors.ts'

/**
 * What of an error leaves the server: what its reader can understand and act on. Anything else is a bug: it is logged
 * under the request's id, and only that id is told.
 */
export function maskError(error: unknown, log: Logger, requestId: string): GraphQLError {
  const cause = causeOf(error)
  if (error instanceof GraphQLError && cause === error) return error
  const known = codeOf(cause)
  if (!known) log.error({ err: cause, requestId, path: placeOf(error).path }, 'An operation failed by a bug.')
  const extensions = known ? { code: known } : { code: 'INTERNAL_SERVER_ERROR', requestId }
  // For the transport alone: not enumerable, so that no client is told.
  if (cause instanceof FencedError) Object.defineProperty(extensions, 'http', { value: { status: 503 } })
  const message = known ? (cause as Error).message : 'Unexpected error.'
  return new GraphQLError(message, { ...placeOf(error), extensions })
}

/** The error itself, under the layers that GraphQL puts around it. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error
}

function codeOf(cause: unknown): string | null {
  if (cause instanceof UnauthenticatedError || cause instanceof AccessError) return cause.code
  if (cause instanceof FencedError) return cause.code
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
