import { hash, randomBytes } from 'node:crypto'

/** A new session's secret: 256 random bits. It is given away once and never kept. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token. It is random in full, so a plain hash is as good as a slow one. */
export function hashToken(token: string): string {
  return hash('sha256', token)
}

/** Whether something could be a token at all: anything else needs no look into the database. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}
