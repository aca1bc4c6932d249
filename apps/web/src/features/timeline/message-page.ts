import { graphql, type ResultOf } from '../../graphql/graphql.ts'
import { MessageFields } from '../messages/message-fields.ts'
import { entryOf, type Page } from './window.ts'

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
    pageInfo { hasNextPage hasPreviousPage }
  }
`,
  [MessageFields],
)

/** A page of a room's main timeline: the latest, or before, after or around a message. */
export const RoomPage = graphql(
  `
  query RoomPage($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {
    room(id: $id) {
      id
      messages(first: $first, after: $after, last: $last, before: $before, around: $around) { ...MessagePage }
    }
  }
`,
  [MessagePage],
)

/** A thread: its root, and a page of its replies. */
export const ThreadPage = graphql(
  `
  query ThreadPage($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    message(id: $id) {
      ...MessageFields
      reactions { id viewerHasReacted }
      replies(first: $first, after: $after, last: $last, before: $before) { ...MessagePage }
    }
  }
`,
  [MessagePage, MessageFields],
)

export function pageOf(connection: ResultOf<typeof MessagePage>): Page {
  return {
    entries: connection.edges.map((edge) => ({ ...entryOf(edge.node), cursor: edge.cursor })),
    hasOlder: connection.pageInfo.hasPreviousPage,
    hasNewer: connection.pageInfo.hasNextPage,
  }
}
