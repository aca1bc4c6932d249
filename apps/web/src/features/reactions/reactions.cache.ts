import type { Cache, OptimisticMutationResolver, Resolver } from '@urql/exchange-graphcache'
import { MessageFields, PersonFields } from '../messages/message-fields.ts'

/**
 * Whether the viewer is among those who reacted is worked out from who they are, because events are the same for everybody. Only where more
 * people reacted than the server names does the answer that it gave to this viewer count.
 */
export const viewerHasReacted: Resolver = (parent, _args, cache, info) => {
  const viewer = viewerKeyOf(cache)
  const users = cache.resolve(info.parentKey, 'users')
  if (!viewer || !Array.isArray(users)) return parent.viewerHasReacted
  if (users.some((user) => user === viewer)) return true
  const count = cache.resolve(info.parentKey, 'count')
  return users.length === count ? false : cache.resolve(info.parentKey, 'viewerHasReacted') === true
}

/** What the message looks like until the server has answered. */
export function optimisticReaction(typename: string): OptimisticMutationResolver {
  return (args, cache) => {
    const { messageId, emoji } = args.input as { messageId: string; emoji: string }
    const message = cache.readFragment(MessageFields, { __typename: 'Message', id: messageId })
    const viewerKey = viewerKeyOf(cache)
    const viewer = viewerKey ? cache.readFragment(PersonFields, viewerKey) : null
    if (!message || !viewer) return null
    const reactions = message.reactions.map((reaction) => ({
      ...reaction,
      viewerHasReacted: reaction.users.some((user) => user.id === viewer.id),
    }))
    const next = toggled(reactions, emoji, viewer).map((reaction) => ({ __typename: 'ReactionGroup', ...reaction }))
    return { __typename: typename, data: { __typename: 'Message', ...message, reactions: next } }
  }
}

/** The reactions as they are once the viewer has added or taken away theirs; for the optimistic answer. */
export function toggled(reactions: readonly Reaction[], emoji: string, viewer: Who): Reaction[] {
  const group = reactions.find((reaction) => reaction.emoji === emoji)
  if (!group) {
    return [...reactions, { id: `optimistic:${emoji}`, emoji, count: 1, viewerHasReacted: true, users: [viewer] }]
  }
  const others = group.users.filter((user) => user.id !== viewer.id)
  const next = group.viewerHasReacted
    ? { ...group, count: group.count - 1, viewerHasReacted: false, users: others }
    : { ...group, count: group.count + 1, viewerHasReacted: true, users: [...others, viewer] }
  return reactions.map((reaction) => (reaction === group ? next : reaction)).filter((reaction) => reaction.count > 0)
}

type Who = { id: string; username: string; name: string }
export type Reaction = { id: string; emoji: string; count: number; viewerHasReacted: boolean; users: readonly Who[] }

function viewerKeyOf(cache: Cache): string | null {
  const viewer = cache.resolve('Query', 'viewer')
  const user = typeof viewer === 'string' ? cache.resolve(viewer, 'user') : null
  return typeof user === 'string' ? user : null
}
