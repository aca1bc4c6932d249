import { graphql } from '../../graphql/graphql.ts'
import { MessageFields } from '../messages/message-fields.ts'

export const AddReaction = graphql(
  `
  mutation AddReaction($input: ReactionInput!) {
    addReaction(input: $input) {
      __typename
      ... on Error { message }
      ... on AddReactionSuccess { data { ...MessageFields reactions { id viewerHasReacted } } }
    }
  }
`,
  [MessageFields],
)

export const RemoveReaction = graphql(
  `
  mutation RemoveReaction($input: ReactionInput!) {
    removeReaction(input: $input) {
      __typename
      ... on Error { message }
      ... on RemoveReactionSuccess { data { ...MessageFields reactions { id viewerHasReacted } } }
    }
  }
`,
  [MessageFields],
)
