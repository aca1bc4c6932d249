import type { Client } from '@urql/core'
import { MembershipFields, RoomFields } from '../../graphql/events.ts'
import { graphql, type ResultOf } from '../../graphql/graphql.ts'
import type { Homes } from '../../graphql/homes.ts'
import { MessagePage, pageOf, pageSize } from '../timeline/message-page.ts'
import type { Windows } from '../timeline/windows.ts'
import { RoomHeaderFragment } from './documents.ts'

const RoomStateFields = graphql(
  `
  fragment RoomStateFields on Room @_unmask {
    ...RoomFields
    ...RoomHeader_room
    createdAt
    createdBy { id name }
    membership { ...MembershipFields }
  }
`,
  [RoomFields, RoomHeaderFragment, MembershipFields],
)

/** The same without messages: what a room's pane reads from the cache. */
export const RoomState = graphql(`query RoomState($id: ID!) { room(id: $id) { ...RoomStateFields } }`, [
  RoomStateFields,
])

export type RoomViewRoom = ResultOf<typeof RoomStateFields>

/** Where the room is followed best now. */
export const RoomHome = graphql(`query RoomHome($id: ID!) { room(id: $id) { id feedPath } }`)

/** A room as it is opened: with its latest messages, or those around one, and where its log stands. */
export const RoomView = graphql(
  `
  query RoomView($id: ID!, $first: Int, $last: Int, $around: ID) {
    room(id: $id) {
      ...RoomStateFields
      cursor
      feedPath
      messages(first: $first, last: $last, around: $around) { ...MessagePage }
    }
  }
`,
  [RoomStateFields, MessagePage],
)

export type LoadRoomOptions = { client: Client; windows: Windows; cursors: Map<string, string>; homes: Homes }

/**
 * Loads a room afresh: its window is replaced and its cursor set. Answers the cursor; null when there is no such room for the viewer.
 * @throws {CombinedError} when the server could not be asked.
 */
export async function loadRoom(options: LoadRoomOptions, id: string, around?: string): Promise<string | null> {
  const page = around ? { around, first: pageSize } : { last: pageSize }
  const context = { requestPolicy: 'network-only' as const }
  const { data, error } = await options.client.query(RoomView, { id, ...page }, context).toPromise()
  if (!data?.room) {
    if (error && !isMissing(error)) throw error
    // Refusing the messages leaves no room in the answer, nor in the cache; but it may be one that outsiders see.
    if (error) await options.client.query(RoomState, { id }, context).toPromise()
    options.windows.set(`room:${id}`, undefined)
    options.cursors.delete(id)
    return null
  }
  options.windows.dropThreads(id)
  options.windows.set(`room:${id}`, { roomId: id, ...pageOf(data.room.messages) })
  options.cursors.set(id, data.room.cursor)
  options.homes.set(id, data.room.feedPath)
  return data.room.cursor
}

function isMissing(error: { graphQLErrors: readonly { extensions?: Record<string, unknown> }[] }): boolean {
  return error.graphQLErrors.some(({ extensions }) => extensions?.code === 'FORBIDDEN_OR_MISSING')
}
