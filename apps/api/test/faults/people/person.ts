import { ask, Unanswered } from './ask.ts'
import { mutationOf } from './documents.ts'
import { backOff, type Random } from './random.ts'

/** Somebody with an account, who asks at whatever door and asks again at another one when no answer comes. */
export type Person = { name: string; userId: string; token: string; doors: readonly string[]; random: Random }

export type Outcome = { __typename: string; message?: string; data?: { id: string; seq?: number; token?: string } }

export const patienceMs = 120_000

/** Asks until there is an answer. Throws Refused, Unanswered when patience ends, or what is a bug. */
export async function askAround<T>(
  who: Pick<Person, 'doors' | 'random'> & { token: string | null },
  document: string,
  variables: Record<string, unknown>,
): Promise<T> {
  const deadline = Date.now() + patienceMs
  for (let tries = 0; ; tries++) {
    try {
      return await ask<T>(who.random.oneOf(who.doors), { token: who.token, document, variables })
    } catch (error) {
      if (!(error instanceof Unanswered) || Date.now() > deadline) throw error
      await backOff(tries)
    }
  }
}

/** Does something until it is known to be done, or refused. With `maxTries` it gives up earlier and leaves it open. */
export async function act(
  who: Pick<Person, 'doors' | 'random'> & { token: string | null },
  field: string,
  { input, maxTries = Number.POSITIVE_INFINITY }: { input: Record<string, unknown>; maxTries?: number },
): Promise<Outcome> {
  const deadline = Date.now() + patienceMs
  for (let tries = 0; ; tries++) {
    try {
      const question = { token: who.token, document: mutationOf(field), variables: { input } }
      const answer = await ask<Record<string, Outcome>>(who.random.oneOf(who.doors), question)
      const outcome = answer[field]
      if (outcome && !isTransient(outcome)) return outcome
      throw new Unanswered(outcome?.message)
    } catch (error) {
      if (!(error instanceof Unanswered) || tries + 1 >= maxTries || Date.now() > deadline) throw error
      await backOff(tries)
    }
  }
}

function isTransient({ __typename }: Outcome): boolean {
  return __typename === 'OverloadedError' || __typename === 'TooManyAttemptsError'
}
