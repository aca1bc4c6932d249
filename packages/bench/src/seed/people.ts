import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Pool } from 'mysql2/promise'

/** Somebody with an account and one session of theirs. */
export type Person = { id: string; name: string; token: string; tokenHash: string }

export function makePeople(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const token = randomBytes(32).toString('base64url')
    const tokenHash = createHash('sha256').update(token).digest('hex')
    return { id: randomUUID(), name: `Person ${index}`, token, tokenHash }
  })
}

export const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')

/** Accounts and sessions as Parley keeps them, without the costs of registering. */
export async function insertPeople(pool: Pool, people: readonly Person[]): Promise<void> {
  const now = Date.now()
  await pool.query('INSERT INTO user (id, username, name, password_hash, role, created_at) VALUES ?', [
    people.map(({ id, name }) => [id, name.toLowerCase().replace(' ', '-'), name, '!', 'MEMBER', now]),
  ])
  await pool.query(
    'INSERT INTO session (id, user_id, token_hash, device, is_remembered, created_at, last_used_at, expires_at) VALUES ?',
    [people.map(({ id, tokenHash }) => [randomUUID(), id, tokenHash, 'Bench', 1, now, now, now + 86_400_000])],
  )
}

/** The same people in the stock server's tables. */
export async function insertStockPeople(pool: Pool, people: readonly Person[]): Promise<void> {
  await pool.query('INSERT INTO user (id, username, name) VALUES ?', [
    people.map(({ id, name }) => [id, name.toLowerCase().replace(' ', '-'), name]),
  ])
  await pool.query('INSERT INTO session (token_hash, user_id, expires_at) VALUES ?', [
    people.map(({ id, tokenHash }) => [tokenHash, id, new Date(Date.now() + 86_400_000)]),
  ])
}
