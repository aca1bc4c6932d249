import { setTimeout as delay } from 'node:timers/promises'

const duplicateCodes = new Set(['ER_DUP_ENTRY'])
const lockCodes = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'])
const lossCodes = new Set([
  'ER_SERVER_SHUTDOWN',
  'ER_SERVER_OFFLINE_MODE',
  'ER_CONNECTION_KILLED',
  'ER_QUERY_INTERRUPTED',
  'ER_CLIENT_INTERACTION_TIMEOUT',
  // It takes no writes at the moment: a primary that was replaced, a disk that is full.
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_UNKNOWN_ERROR_SERVER_GONE',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
])

/** Whether an error of the database means that a unique key was there already. */
export function isDuplicate(error: unknown): boolean {
  return speaksOf(error, duplicateCodes, /UNIQUE constraint failed/i)
}

/** Whether an error of the database means 'the same again may well succeed': a deadlock, or a connection that was lost. */
export function isTransient(error: unknown): boolean {
  return isLost(error) || isDeadlock(error)
}

/** Whether others held what was wanted, for too long or for ever. */
export function isDeadlock(error: unknown): boolean {
  return speaksOf(error, lockCodes, /database is locked/i)
}

/** Whether the connection to the database was lost, or none that takes writes can be had. */
export function isLost(error: unknown): boolean {
  return speaksOf(error, lossCodes, /connection is in closed state|connection lost/i)
}

function speaksOf(error: unknown, codes: ReadonlySet<string>, words: RegExp): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('code' in e && codes.has(String(e.code))) return true
    if (words.test(e.message)) return true
  }
  return false
}

/** Waits 10, 20, 40 … ms with jitter, a second at most. */
export async function backOff(tries: number): Promise<void> {
  await delay(Math.min(1000, 5 * 2 ** tries) * (0.5 + Math.random() / 2))
}
