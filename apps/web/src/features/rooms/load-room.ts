import type { Client } from '@urql/core'
import { MembershipFields, RoomFields } from '../../graphql/events.ts'
import { graphql, type ResultOf } from '../../graphql/graphql.ts'
import { MessageFields } from '../messages/message-fields.ts'
import { entryOf, type Page } from '../timeline/window.ts'
import type { Windows } from '../timeline/windows.ts'

export const pageSize = 50

export const MessagePage = graphql(
  `
  fragment MessagePage on MessageConnection @_unmask {
    edges {
      cursor
      node {
        ...MessageFields
        reactions { id viewerHasReacted }
      }
    }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
`,
  [MessageFields],
)

/** A room as it is opened: with its latest messages, or those around one, and where its log stands. */
export const RoomView = graphql(
  `
  query RoomView($id: ID!, $last: Int, $around: ID, $first: Int) {
    room(id: $id) {
      ...RoomFields
      createdAt
      createdBy { id name }
      cursor
      permissions
      membership { ...MembershipFields }
      messages(last: $last, first: $first, around: $around) { ...MessagePage }
    }
  }
`,
  [RoomFields, MembershipFields, MessagePage],
)

export type LoadOptions = { client: Client; windows: Windows; cursors: Map<string, string> }

/**
 * Loads a room afresh: its window is replaced and its cursor set. Answers the cursor; null when there is no such room for the viewer.
 * @throws {Error} when the server could not be asked.
 */
export async function loadRoom(options: LoadOptions, id: string, around?: string): Promise<string | null> {
  const variables = around ? { id, around, first: pageSize } : { id, last: pageSize }
  const context = { requestPolicy: 'network-only' as const }
  const { data, error } = await options.client.query(RoomView, variables, context).toPromise()
  if (!data?.room) {
    if (error && !isMissing(error)) throw error
    return null
  }
  options.windows.set(`room:${id}`, pageOf(data.room.messages))
  options.cursors.set(id, data.room.cursor)
  return data.room.cursor
}

export function pageOf(connection: ResultOf<typeof MessagePage>): Page {
  return {
    entries: connection.edges.map((edge) => entryOf(edge.node)),
    hasOlder: connection.pageInfo.hasPreviousPage,
    hasNewer: connection.pageInfo.hasNextPage,
  }
}

export function isMissing(error: { graphQLErrors: readonly { extensions?: Record<string, unknown> }[] }): boolean {
  return error.graphQLErrors.some(({ extensions }) => extensions?.code === 'FORBIDDEN_OR_MISSING')
}
