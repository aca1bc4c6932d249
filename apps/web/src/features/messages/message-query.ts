import { useQuery } from 'urql'
import { graphql } from '../../graphql/graphql.ts'
import { MessageFields } from './message-fields.ts'

/** What one row shows. Answered by the cache: pages and events have put it there. */
export const MessageQuery = graphql(
  `
  query Message($id: ID!) {
    message(id: $id) {
      ...MessageFields
      reactions { id viewerHasReacted }
    }
  }
`,
  [MessageFields],
)

export type Message = Omit<MessageFields, 'reactions'> & {
  reactions: (MessageFields['reactions'][number] & { viewerHasReacted: boolean })[]
}

/** The message as it is now; null while it is being fetched, which happens only when it isn't in the cache. */
export function useMessage(id: string): Message | null {
  const [{ data }] = useQuery({ query: MessageQuery, variables: { id } })
  // The two selections of `reactions` are merged by the server and the cache, but not by the types of lists.
  return (data?.message as Message | null | undefined) ?? null
}
