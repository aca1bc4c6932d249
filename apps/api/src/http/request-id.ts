import { randomUUID } from 'node:crypto'

/** The id by which a request is found in the logs: the one that a proxy gave it, else a new one. */
export function requestIdOf(header: string | null | undefined): string {
  return header && /^[\w.:-]{1,64}$/.test(header) ? header : randomUUID()
}
