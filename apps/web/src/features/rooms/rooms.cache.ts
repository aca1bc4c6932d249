import type { Cache } from '@urql/exchange-graphcache'
import { gql } from '@urql/core'
import type { RoomEvent } from '../../graphql/events.ts'
import { invalidateLists } from '../messages/messages.cache.ts'

type Of<T extends RoomEvent['__typename']> = Extract<RoomEvent, { __typename: T }>
type Membership = { id: string; room: { id: string } }

const MembershipEdge = gql`fragment NewMembershipEdge on MembershipEdge { __typename cursor node { __typename id } }`
const PlaceInLog = gql`fragment PlaceInLog on Room { id lastSeq }`
const RoomPlace = gql`fragment RoomPlace on Room { id membership { __typename id } }`

/** What the viewer may do depends on the room's state and on their role: asked again when one of them changed. */
export function applyRoomChanged(cache: Cache, roomId: string) {
  cache.invalidate({ __typename: 'Room', id: roomId }, 'permissions')
}

/** Whatever happened, the log has come as far. */
export function applyPlaceInLog(cache: Cache, { roomId, seq }: Pick<RoomEvent, 'roomId' | 'seq'>) {
  const known = cache.resolve(roomOf(roomId), 'lastSeq')
  if (typeof known === 'number' && known < seq) cache.writeFragment(PlaceInLog, { ...roomOf(roomId), lastSeq: seq })
}

/** Somebody joined: lists of members are read again, since where the person stands in them is the server's to say. */
export function applyMemberJoined(cache: Cache, event: Of<'MemberJoined'>) {
  invalidateLists(cache, roomOf(event.roomId), 'members')
  if (isViewer(cache, event.user.id)) forgetViewersPlace(cache, event.roomId)
}

export function applyMemberLeft(cache: Cache, event: Of<'MemberLeft'>) {
  for (const edges of edgesOf(cache, roomOf(event.roomId), 'members')) {
    edges.remove(`Member:${event.memberId}`)
  }
  if (isViewer(cache, event.user.id)) forgetViewersPlace(cache, event.roomId)
}

export function applyMemberRoleChanged(cache: Cache, event: Of<'MemberRoleChanged'>) {
  if (isViewer(cache, event.user.id)) applyRoomChanged(cache, event.roomId)
}

/** A room appears in the sidebar. */
export function applyMembershipAdded(cache: Cache, membership: Membership) {
  const node = { __typename: 'Membership', id: membership.id }
  cache.writeFragment(MembershipEdge, { __typename: 'MembershipEdge', cursor: '', node })
  for (const edges of edgesOf(cache, 'Viewer:me', 'memberships')) {
    edges.add(`Membership:${membership.id}`, `MembershipEdge:${membership.id}`)
  }
  cache.writeFragment(RoomPlace, { __typename: 'Room', id: membership.room.id, membership: node })
  invalidateLists(cache, roomOf(membership.room.id), 'members')
}

/** A room leaves the sidebar. */
export function applyMembershipRemoved(cache: Cache, place: { membershipId: string; roomId: string }) {
  for (const edges of edgesOf(cache, 'Viewer:me', 'memberships')) {
    edges.remove(`Membership:${place.membershipId}`)
  }
  cache.writeFragment(RoomPlace, { __typename: 'Room', id: place.roomId, membership: null })
  applyRoomChanged(cache, place.roomId)
}

function forgetViewersPlace(cache: Cache, roomId: string) {
  cache.invalidate(roomOf(roomId), 'membership')
  applyRoomChanged(cache, roomId)
}

function roomOf(id: string) {
  return { __typename: 'Room', id }
}

function isViewer(cache: Cache, userId: string): boolean {
  return cache.resolve('Viewer:me', 'user') === `User:${userId}`
}

/** The edges of each cached page of a list, with ways to put one in front or take one out. */
function edgesOf(cache: Cache, entity: string | { __typename: string; id: string }, field: string) {
  return cache.inspectFields(entity as never).flatMap(({ fieldName, fieldKey }) => {
    if (fieldName !== field) return []
    const connection = cache.resolve(entity, fieldKey)
    const edges = typeof connection === 'string' ? cache.resolve(connection, 'edges') : null
    if (typeof connection !== 'string' || !Array.isArray(edges)) return []
    const keys = edges.filter((edge): edge is string => typeof edge === 'string')
    const link = (next: string[]) => cache.link(connection, 'edges', next)
    return [
      {
        add: (nodeKey: string, edgeKey: string) => {
          if (!keys.some((edge) => cache.resolve(edge, 'node') === nodeKey)) link([edgeKey, ...keys])
        },
        remove: (nodeKey: string) => link(keys.filter((edge) => cache.resolve(edge, 'node') !== nodeKey)),
      },
    ]
  })
}
