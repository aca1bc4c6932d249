import { setTimeout as delay } from 'node:timers/promises'

const transientCodes = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_UNKNOWN_ERROR_SERVER_GONE',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
])

/** Whether an error of the database means 'the same again may well succeed': a deadlock, or a connection that was lost. */
export function isTransient(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('code' in e && transientCodes.has(String(e.code))) return true
    if (/connection is in closed state|connection lost|database is locked/i.test(e.message)) return true
  }
  return false
}

/** Waits 10, 20, 40 … ms with jitter, a second at most. */
export async function backOff(tries: number): Promise<void> {
  await delay(Math.min(1000, 5 * 2 ** tries) * (0.5 + Math.random() / 2))
}
