import type { OptimisticMutationResolver } from '@urql/exchange-graphcache'

/** The badge goes at once. */
export const optimisticMarkRead: OptimisticMutationResolver = (args, cache) => {
  const { roomId, seq } = args.input as { roomId: string; seq: number }
  const room = { __typename: 'Room', id: roomId }
  const membership = cache.resolve(room, 'membership')
  const messageCount = cache.resolve(room, 'messageCount')
  if (typeof membership !== 'string' || typeof messageCount !== 'number') return null
  const id = membership.slice('Membership:'.length)
  return {
    __typename: 'MarkReadSuccess',
    data: { __typename: 'Membership', id, readSeq: seq, readCount: messageCount, mentionCount: 0 },
  }
}
