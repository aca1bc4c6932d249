import { graphql, type ResultOf } from '../../graphql/graphql.ts'

/** Who somebody is, wherever a name and a face are shown. */
export const PersonFields = graphql(`
  fragment PersonFields on User @_unmask {
    id
    username
    name
  }
`)

/** A message as every subscriber sees it: no field here depends on who looks, so that one execution serves all. */
export const MessageFields = graphql(
  `
  fragment MessageFields on Message @_unmask {
    id
    seq
    ordinal
    clientId
    text
    createdAt
    editedAt
    retractedAt
    replyCount
    lastReplyAt
    room { id }
    root { id }
    author { ...PersonFields }
    retractedBy { ...PersonFields }
    repliers { ...PersonFields }
    mentions { ...PersonFields }
    reactions {
      id
      emoji
      count
      users { ...PersonFields }
    }
  }
`,
  [PersonFields],
)

export type MessageFields = ResultOf<typeof MessageFields>
export type Person = ResultOf<typeof PersonFields>
