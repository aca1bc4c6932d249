import { graphql } from '../../graphql/graphql.ts'
import { MessageFields, PersonFields } from './message-fields.ts'

export const SendMessage = graphql(
  `
  mutation SendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) {
      __typename
      ... on Error { message }
      ... on TooManyAttemptsError { retryAfterSeconds }
      ... on OverloadedError { retryAfterSeconds }
      ... on SendMessageSuccess {
        data {
          ...MessageFields
          root { id replyCount lastReplyAt repliers { ...PersonFields } }
          room { id lastSeq messageCount lastMessageAt }
        }
      }
    }
  }
`,
  [MessageFields, PersonFields],
)

export const EditMessage = graphql(
  `
  mutation EditMessage($input: EditMessageInput!) {
    editMessage(input: $input) {
      __typename
      ... on Error { message }
      ... on EditMessageSuccess { data { ...MessageFields } }
    }
  }
`,
  [MessageFields],
)

export const RetractMessage = graphql(
  `
  mutation RetractMessage($input: RetractMessageInput!) {
    retractMessage(input: $input) {
      __typename
      ... on Error { message }
      ... on RetractMessageSuccess {
        data { ...MessageFields root { id replyCount lastReplyAt repliers { ...PersonFields } } }
      }
    }
  }
`,
  [MessageFields, PersonFields],
)

export const MarkRead = graphql(`
  mutation MarkRead($input: MarkReadInput!) {
    markRead(input: $input) {
      __typename
      ... on Error { message }
      ... on MarkReadSuccess { data { id readSeq readCount mentionCount } }
    }
  }
`)

export const SetTyping = graphql(`
  mutation SetTyping($input: SetTypingInput!) { setTyping(input: $input) }
`)
