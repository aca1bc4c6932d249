import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import { TooManyAttemptsError } from '../../errors.ts'

/** How often something may be tried: `points` times in `seconds`. */
export type Rate = { points: number; seconds: number }

/** Makes the counter of one kind of attempt. */
export type MakeLimiter = (name: string, rate: Rate) => RateLimiterAbstract

/** Counts attempts, before they are made, and refuses those beyond. */
export type Throttles = {
  /** An attempt to sign in. `succeeded` takes it back. Throws TooManyAttemptsError. */
  signIn(username: string, address: string | null): Promise<{ succeeded(): Promise<void> }>
  /** An attempt to make an account. Throws TooManyAttemptsError. */
  register(address: string | null): Promise<void>
}

const quarter = 15 * 60

export function createThrottles(make: MakeLimiter): Throttles {
  // Tight for one address at one account; looser for each alone, so that neither many addresses nor many accounts help,
  // and nobody can easily lock somebody else out.
  const pairs = make('sign-in-pair', { points: 8, seconds: quarter })
  const accounts = make('sign-in-account', { points: 60, seconds: quarter })
  const addresses = make('sign-in-address', { points: 200, seconds: quarter })
  const registrations = make('register-address', { points: 60, seconds: 3600 })

  return {
    async signIn(username, address) {
      const keys: [RateLimiterAbstract, string][] = [
        [pairs, `${username}|${address}`],
        [accounts, username],
        [addresses, String(address)],
      ]
      for (const [limiter, key] of keys) await take(limiter, key)
      return {
        async succeeded() {
          await pairs.delete(`${username}|${address}`)
          await Promise.all([accounts.reward(username), addresses.reward(String(address))])
        },
      }
    },
    register: (address) => take(registrations, String(address)),
  }
}

async function take(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal
    throw new TooManyAttemptsError(Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000))
  }
}
