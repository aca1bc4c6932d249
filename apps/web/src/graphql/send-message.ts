import type { Client } from '@urql/core'
import { SendMessage } from '../features/messages/mutations.ts'
import type { SendOutcome } from './outbox.ts'
import type { Unsent } from './outbox-storage.ts'

/** How long a node may take to answer, in milliseconds. One that is frozen never does. */
const answerWithin = 6_000

/**
 * One attempt to hand a message to the server. Whatever isn't clearly refused is tried again; and not over the socket, whose node may be the
 * only one that can't take it.
 */
export function sendOver(client: () => Client): (message: Unsent) => Promise<SendOutcome> {
  let isSocketGood = true
  return async ({ roomId, clientId, text, rootId }) => {
    const input = { roomId, clientId, text, rootId }
    const sending = client().mutation(SendMessage, { input }, { overHttp: !isSocketGood }).toPromise()
    const late = new Promise<null>((resolve) => setTimeout(resolve, answerWithin, null))
    const result = await Promise.race([sending, late])
    isSocketGood = result?.data?.sendMessage != null
    if (!result) return { kind: 'later' }
    const { data, error } = result
    const answer = data?.sendMessage
    if (answer) {
      switch (answer.__typename) {
        case 'SendMessageSuccess':
          return { kind: 'acknowledged' }
        case 'OverloadedError':
        case 'TooManyAttemptsError':
          return { kind: 'later', afterMs: Math.max(1, answer.retryAfterSeconds) * 1000 }
        default:
          return { kind: 'refused', problem: answer.message }
      }
    }
    const codes = error?.graphQLErrors.map(({ extensions }) => extensions?.code) ?? []
    if (codes.includes('FORBIDDEN_OR_MISSING')) return { kind: 'refused', problem: 'You can’t write in this room.' }
    if (codes.includes('BAD_USER_INPUT'))
      return { kind: 'refused', problem: 'The server didn’t understand this message.' }
    return { kind: 'later' }
  }
}
