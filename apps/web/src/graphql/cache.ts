import type { CacheExchangeOpts, Data, Resolver, UpdateResolver } from '@urql/exchange-graphcache'
import { applyUserCreated } from '../features/admin/admin.cache.ts'
import { applyClusterUpdate, applyNodeForgotten } from '../features/admin/nodes/cluster.cache.ts'
import type { ClusterUpdate } from '../features/admin/nodes/documents.ts'
import { applyMessageEdited, invalidateLists, optimisticEdit } from '../features/messages/messages.cache.ts'
import type { MessageFields } from '../features/messages/message-fields.ts'
import { optimisticReaction, viewerHasReacted } from '../features/reactions/reactions.cache.ts'
import {
  applyMemberJoined,
  applyMemberLeft,
  applyMemberRoleChanged,
  applyMembershipAdded,
  applyMembershipRemoved,
  applyPlaceInLog,
  applyRoomChanged,
} from '../features/rooms/rooms.cache.ts'
import type { MyEvent, RoomEvent } from './events.ts'
import { optimisticMarkRead } from '../features/timeline/read-state.cache.ts'
import { keylessTypes, possibleTypes } from './schema-facts.ts'

/** A message's content is in the cache by its id; this puts it in its place: see features/timeline/windows.ts. */
export type OnMessagePosted = (message: MessageFields) => void

type Resolvers = NonNullable<CacheExchangeOpts['resolvers']>

/** The cache's whole behaviour. Events and the answers of mutations go through the same updaters, so that both leave the same behind. */
export function cacheOptions(onPosted: OnMessagePosted): CacheExchangeOpts {
  return {
    possibleTypes,
    logger: reportUnlessAboutFragments,
    keys: {
      ...Object.fromEntries(keylessTypes.map((type) => [type, () => null])),
      Viewer: () => 'me',
      Cluster: () => 'this',
      ClusterNodeEdge: keyOfNode,
      ClusterEventEdge: keyOfNode,
      MembershipEdge: keyOfNode,
      MemberEdge: keyOfNode,
    },
    resolvers,
    updates: {
      Mutation: mutationUpdates(onPosted),
      Subscription: {
        roomEvents: (result, _args, cache) => applyRoomEvent(cache, onPosted, result.roomEvents as RoomEvent),
        clusterUpdates: (result, _args, cache) => applyClusterUpdate(cache, result.clusterUpdates as ClusterUpdate),
        myEvents: (result, _args, cache) => applyMyEvent(cache, result.myEvents as MyEvent),
      },
    },
    optimistic,
  }
}

const resolvers: Resolvers = {
  Query: { room: byId('Room'), message: byId('Message'), user: byId('User') },
  ReactionGroup: { viewerHasReacted },
  Membership: {
    // Derived, never counted: it can't stick or drift.
    unreadCount: (_parent, _args, cache, info) => {
      const room = cache.resolve(info.parentKey, 'room')
      const messageCount = typeof room === 'string' ? cache.resolve(room, 'messageCount') : undefined
      const readCount = cache.resolve(info.parentKey, 'readCount')
      if (typeof messageCount !== 'number' || typeof readCount !== 'number') return undefined
      return Math.max(0, messageCount - readCount)
    },
  },
}

/**
 * Finds by its id what came in by another way. What the server said isn't there stays so; but a message that came since, to somebody who may read
 * it now, is there.
 */
function byId(typename: string): Resolver {
  return (_parent, args, cache, info) => {
    const entity = { __typename: typename, id: args.id as string }
    const isMissing = cache.resolve('Query', info.fieldName, args) === null
    return isMissing && !(typename === 'Message' && cache.resolve(entity, 'id')) ? null : entity
  }
}

const optimistic: CacheExchangeOpts['optimistic'] = {
  addReaction: optimisticReaction('AddReactionSuccess'),
  removeReaction: optimisticReaction('RemoveReactionSuccess'),
  editMessage: optimisticEdit,
  markRead: optimisticMarkRead,
}

type Cache = Parameters<UpdateResolver>[2]

function applyRoomEvent(cache: Cache, onPosted: OnMessagePosted, event: RoomEvent) {
  applyPlaceInLog(cache, event)
  switch (event.__typename) {
    case 'MessagePosted':
      return onPosted(event.message)
    case 'MessageEdited':
      return applyMessageEdited(cache, event.message)
    case 'RoomChanged':
      return applyRoomChanged(cache, event.roomId)
    case 'MemberJoined':
      return applyMemberJoined(cache, event)
    case 'MemberLeft':
      return applyMemberLeft(cache, event)
    case 'MemberRoleChanged':
      return applyMemberRoleChanged(cache, event)
    // Members are listed by name; and what happened before a reset isn't known.
    case 'MemberProfileChanged':
    case 'RoomReset':
      return invalidateLists(cache, { __typename: 'Room', id: event.roomId }, 'members')
    default:
      return undefined
  }
}

function applyMyEvent(cache: Cache, event: MyEvent) {
  if (event.__typename === 'MembershipAdded') applyMembershipAdded(cache, event.membership)
  if (event.__typename === 'MembershipRemoved') applyMembershipRemoved(cache, event)
}

/** What a mutation answered, when it worked. */
function success(result: Record<string, unknown>, field: string): unknown {
  return (result[field] as { data?: unknown } | null)?.data
}

function mutationUpdates(onPosted: OnMessagePosted): Record<string, UpdateResolver> {
  return {
    sendMessage: (result) => {
      const message = success(result, 'sendMessage') as MessageFields | undefined
      if (message) onPosted(message)
    },
    editMessage: (result, _args, cache) => {
      const message = success(result, 'editMessage') as MessageFields | undefined
      if (message) applyMessageEdited(cache, message)
    },
    createRoom: addMembership('createRoom'),
    openDirectRoom: addMembership('openDirectRoom'),
    joinRoom: (result, _args, cache) => {
      const membership = success(result, 'joinRoom') as MembershipResult | undefined
      if (membership?.room) {
        applyMembershipAdded(cache, membership)
        applyRoomChanged(cache, membership.room.id)
      }
    },
    leaveRoom: (_result, args, cache) => {
      const { roomId } = args.input as { roomId: string }
      const membership = cache.resolve({ __typename: 'Room', id: roomId }, 'membership')
      if (typeof membership !== 'string' || !success(_result, 'leaveRoom')) return
      applyMembershipRemoved(cache, { membershipId: membership.slice('Membership:'.length), roomId })
    },
    forgetNode: (result, args, cache) => {
      if (success(result, 'forgetNode')) applyNodeForgotten(cache, (args.input as { nodeId: string }).nodeId)
    },
    createUser: (result, _args, cache) => {
      if (success(result, 'createUser')) applyUserCreated(cache)
    },
    archiveRoom: (_result, args, cache) => applyRoomChanged(cache, (args.input as { roomId: string }).roomId),
    unarchiveRoom: (_result, args, cache) => applyRoomChanged(cache, (args.input as { roomId: string }).roomId),
  }
}

type MembershipResult = Parameters<typeof applyMembershipAdded>[1]

function addMembership(field: string): UpdateResolver {
  return (result, _args, cache) => {
    const room = success(result, field) as { id: string; membership?: { id: string } | null } | undefined
    if (room?.membership) applyMembershipAdded(cache, { id: room.membership.id, room: { id: room.id } })
  }
}

function keyOfNode(edge: Data): string | null {
  const node = edge.node as { id?: string } | null | undefined
  return node?.id ?? null
}

/** Without a whole schema the cache also looks at the fields of fragments on other types, finds nothing and says so (number 13). Only while developing. */
function reportUnlessAboutFragments(_severity: string, message: string) {
  if (!message.endsWith('#13\n')) globalThis.reportError?.(new Error(message))
}
