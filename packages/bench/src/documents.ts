import { type DocumentNode, print } from 'graphql'

/** What a bot or a small client would follow: about 330 bytes a message. The stock stack gets the same document. */
export const followMessages = /* GraphQL */ `
  subscription RoomEvents($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) {
      __typename
      seq
      ... on MessagePosted { message { id seq text createdAt author { name } } }
    }
  }
`

export const sendMessage = /* GraphQL */ `
  mutation SendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) {
      __typename
      ... on Error { message }
      ... on SendMessageSuccess { data { id seq createdAt } }
    }
  }
`

/** What the SPA follows a room with. */
export const followAsSpa = await ofSpa('graphql/events.ts', 'RoomEvents')

/** What the SPA keeps its sidebar with, beside the room that is open. */
export const followMineAsSpa = await ofSpa('graphql/events.ts', 'MyEvents')

/** A page of a room's main timeline as the SPA reads it. */
export const readMessages = await ofSpa('features/timeline/message-page.ts', 'RoomPage')

/** A document of the SPA's, from where the SPA has it. */
async function ofSpa(file: string, name: string): Promise<string> {
  const url = new URL(`../../../apps/web/src/${file}`, import.meta.url)
  const { [name]: document } = (await import(url.href)) as Record<string, DocumentNode>
  if (!document) throw new Error(`${file} has no ${name}.`)
  return print(document)
}
