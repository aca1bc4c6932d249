import type { Cache } from '@urql/exchange-graphcache'

/** An edit makes the list of earlier texts out of date. */
export function applyMessageEdited(cache: Cache, message: { id: string }) {
  invalidateLists(cache, { __typename: 'Message', id: message.id }, 'revisions')
}

export function invalidateLists(cache: Cache, entity: { __typename: string; id: string }, field: string) {
  for (const { fieldName, arguments: args } of cache.inspectFields(entity)) {
    if (fieldName === field) cache.invalidate(entity, field, args)
  }
}
