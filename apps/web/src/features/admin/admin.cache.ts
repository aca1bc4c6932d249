import type { Cache } from '@urql/exchange-graphcache'

/** Somebody has a new account: where they stand in the lists is the server's to say. */
export function applyUserCreated(cache: Cache) {
  const administration = cache.resolve('Query', 'administration')
  if (typeof administration !== 'string') return
  for (const { fieldName, arguments: args } of cache.inspectFields(administration)) {
    if (fieldName === 'users') cache.invalidate(administration, 'users', args ?? {})
  }
}
