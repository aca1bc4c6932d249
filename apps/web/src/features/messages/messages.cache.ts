import type { Cache, OptimisticMutationResolver } from '@urql/exchange-graphcache'
import { MessageFields } from './message-fields.ts'

/** An edit makes the list of earlier texts out of date. */
export function applyMessageEdited(cache: Cache, message: { id: string }) {
  invalidateLists(cache, { __typename: 'Message', id: message.id }, 'revisions')
}

export function invalidateLists(cache: Cache, entity: { __typename: string; id: string }, field: string) {
  for (const { fieldName, arguments: args } of cache.inspectFields(entity)) {
    if (fieldName === field) cache.invalidate(entity, field, args)
  }
}

/** The new text shows at once; an error brings the old one back. */
export const optimisticEdit: OptimisticMutationResolver = (args, cache) => {
  const { messageId, text } = args.input as { messageId: string; text: string }
  const message = cache.readFragment(MessageFields, { __typename: 'Message', id: messageId })
  if (!message) return null
  return {
    __typename: 'EditMessageSuccess',
    data: { ...message, __typename: 'Message', text, editedAt: new Date().toISOString() },
  }
}
