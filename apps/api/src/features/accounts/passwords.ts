import { hash, verify } from '@node-rs/argon2'
import { WeakPasswordError } from './account-errors.ts'

// argon2id with OWASP's first recommendation: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const shortest = 8
const longest = 200

/** What a password is kept as. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

let nobodysHash: Promise<string> | undefined

/** Whether the password is the one that was hashed. Takes as long for an account that doesn't exist (null), and says no. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  nobodysHash ??= hashPassword('of nobody')
  // Longer ones are refused at the door, for they can't be right.
  const matches = await verify(kept ?? (await nobodysHash), password.slice(0, longest + 1))
  return matches && kept !== null
}

/** Throws a WeakPasswordError that says why, and what would help, when the password is easily guessed. */
export async function demandStrongPassword(password: string, personal: readonly string[]): Promise<void> {
  if (password.length < shortest) {
    throw new WeakPasswordError(`A password has at least ${shortest} characters.`, [
      'Take a few words that are uncommon together.',
    ])
  }
  if (password.length > longest) throw new WeakPasswordError(`A password has at most ${longest} characters.`, [])
  const { estimate } = await import('./password-strength.ts')
  const { isWeak, reason, suggestions } = estimate(password, personal)
  if (isWeak) throw new WeakPasswordError(reason, suggestions)
}
