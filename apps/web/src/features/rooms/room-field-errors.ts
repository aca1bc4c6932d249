import { problemOf } from '../../lib/problem-of.ts'

type Answer = { __typename: string; message?: string; field?: string } | null | undefined

/** Which field of a room's form an answer complains of; what belongs to none of them goes to the form. */
export function roomFieldErrors(answer: Answer, error: unknown): { name?: string; topic?: string; form?: string } {
  const problem = answer || error ? problemOf(answer, error) : undefined
  if (!problem) return {}
  if (answer?.__typename === 'RoomNameTakenError' || answer?.field === 'name') return { name: problem }
  if (answer?.field === 'topic') return { topic: problem }
  return { form: problem }
}
