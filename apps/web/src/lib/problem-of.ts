import { describeError } from './errors.ts'

type Answer = { __typename: string; message?: string } | null | undefined

/** The message of a mutation's typed error, or of the failure to ask at all; nothing when it worked. */
export function problemOf(answer: Answer, error: unknown): string | undefined {
  if (!answer) return describeError(error)
  return answer.__typename.endsWith('Success') ? undefined : answer.message
}
