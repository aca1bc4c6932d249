const longestWait = 20_000

/** How long to wait before trying again, in milliseconds. The first retry is quick; all are spread, so that a node's clients don't come back in one wave. */
export function retryDelay(retries: number): number {
  if (retries === 0) return 80 + Math.random() * 420
  return Math.min(longestWait, 1000 * 2 ** (retries - 1)) * (0.5 + Math.random() / 2)
}
