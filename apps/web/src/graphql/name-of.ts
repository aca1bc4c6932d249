import type { Operation } from '@urql/core'
import { Kind } from 'graphql'

export function nameOf(operation: Operation): string | undefined {
  for (const definition of operation.query.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) return definition.name?.value
  }
  return undefined
}
