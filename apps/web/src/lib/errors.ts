/** What to tell somebody about an error that nobody expected. `CombinedError` of urql is recognised by its shape. */
export function describeError(error: unknown): string {
  if (isNetworkError(error)) return 'The server can’t be reached. Check your connection, then try again.'
  const code = codeOf(error)
  if (code === 'UNAUTHENTICATED') return 'Your session has ended. Sign in again.'
  if (code === 'FORBIDDEN_OR_MISSING') return 'It isn’t there any more, or you may not see it.'
  if (code === 'UNAVAILABLE') return 'The server can’t get at its data just now. Try again in a moment.'
  if (code === 'NODE_FENCED') return 'This server is being replaced by another. Try again in a moment.'
  return 'Something went wrong on the server. Try again; if it stays, tell your administrator.'
}

function isNetworkError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'networkError' in error && Boolean(error.networkError)
}

function codeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('graphQLErrors' in error)) return undefined
  const [first] = error.graphQLErrors as readonly { extensions?: Record<string, unknown> }[]
  return first?.extensions?.code
}
