/** Nothing is known of what came of it: it may have been done. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

/** The server said no. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

export type Question = { token?: string | null; document: string; variables?: Record<string, unknown> }

const answerWithinMs = 5_000

/** Asks once over HTTP. Throws Unanswered, Refused, or an Error that tells of a bug. */
export async function ask<T>(url: string, { token, document, variables }: Question): Promise<T> {
  const answer = await post(url, token ?? null, JSON.stringify({ query: document, variables }))
  const { data, errors } = answer as { data?: T; errors?: { message: string; extensions?: { code?: string } }[] }
  const code = errors?.[0]?.extensions?.code
  if (code === 'FORBIDDEN_OR_MISSING') throw new Refused(code)
  if (code === 'INTERNAL_SERVER_ERROR') throw new Error(`a bug: ${JSON.stringify(errors)}`)
  // Whatever else went wrong is the server's affair, as a database that is away.
  if (errors || !data) throw new Unanswered(JSON.stringify(errors))
  return data
}

async function post(url: string, token: string | null, body: string): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body,
      signal: AbortSignal.timeout(answerWithinMs),
    })
    return await response.json()
  } catch (cause) {
    throw new Unanswered('no answer', { cause })
  }
}
