import type { CombinedError, Operation } from '@urql/core'
import { nameOf } from './name-of.ts'

/** The node that was asked does nothing just now; another one does, or the same a moment later. */
const nothingDone = new Set(['NODE_FENCED', 'NODE_NOT_READY'])
/** Whether it was done is not known. */
const unanswered = new Set(['NO_ANSWER', 'UNAVAILABLE'])

/** Doing these twice is doing them once. Messages have the outbox, which is more patient. */
const repeatable = new Set([
  'AddReaction',
  'ArchiveRoom',
  'CreateRoom',
  'EditMessage',
  'EndOtherSessions',
  'EndSession',
  'InviteToRoom',
  'JoinRoom',
  'MarkRead',
  'OpenDirectRoom',
  'RemoveFromRoom',
  'RemoveReaction',
  'RetractMessage',
  'SetMemberRole',
  'SignOut',
  'UnarchiveRoom',
  'UpdateProfile',
  'UpdateRoom',
])

/** Whether an operation failed in a way that another attempt may mend, and may be attempted again. */
export function isWorthRepeating(error: CombinedError, operation: Operation): boolean {
  const name = nameOf(operation) ?? ''
  if (operation.kind === 'subscription' || name === 'SendMessage' || name === 'SetTyping') return false
  if (hasCode(error, nothingDone)) return true
  if (operation.kind === 'mutation' && !repeatable.has(name)) return false
  return error.networkError !== undefined || hasCode(error, unanswered)
}

function hasCode(error: CombinedError, codes: ReadonlySet<string>): boolean {
  return error.graphQLErrors.some(({ extensions }) => codes.has(String(extensions?.code)))
}
