let isLeaving = false

/**
 * Leaves for another part of the app with a fresh page. Used whenever the person changes, so that nothing of the one before
 * stays in memory: no cache, no socket, no draft of a mutation.
 */
export function enterApp(next: string | undefined): void {
  // Who signs out is told so twice, by the answer and by the socket; a second navigation would break off the first.
  if (isLeaving) return
  isLeaving = true
  window.location.replace(isOwnPath(next) ? next : '/')
}

/** Only a path of this site: `//evil.example` and `/\evil.example` would lead elsewhere. */
export function isOwnPath(path: string | undefined): path is string {
  if (!path?.startsWith('/')) return false
  return new URL(path, 'https://here.invalid').origin === 'https://here.invalid'
}
