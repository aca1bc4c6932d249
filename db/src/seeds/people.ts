import type { UserRow } from '../schema.ts'
import { cast, native, places, titles } from './data/names.ts'
import type { Random } from './random.ts'
import { day } from './working-time.ts'

export type PeopleOptions = {
  count: number
  passwordHash: string
  /** Usernames that others have. */
  taken: ReadonlySet<string>
  /** Whether the first of them becomes the administrator. */
  hasAdmin: boolean
  from: number
  now: number
}

/** The people of a team: most from its first day, the others one after the other. */
export function makePeople(random: Random, options: PeopleOptions): UserRow[] {
  const { count, from, now } = options
  const taken = new Set(options.taken)
  return Array.from({ length: count }, (_, i) => {
    const [name, wanted, title] = nameOf(random, i)
    const username = free(wanted, taken)
    taken.add(username)
    const start = i < Math.max(8, count * 0.6) ? from : from + ((now - from) * i) / (count * 1.05)
    const created_at = Math.floor(start) + i * 1000
    return {
      id: random.uuid(created_at),
      username,
      name,
      title,
      password_hash: options.passwordHash,
      role: options.hasAdmin && i === 0 ? 'ADMIN' : 'MEMBER',
      created_at,
      last_seen_at: Math.max(created_at, now - Math.floor(random.wait(random.chance(0.7) ? day / 12 : 4 * day))),
      deactivated_at: null,
    }
  })
}

function nameOf(random: Random, i: number): readonly [string, string, string | null] {
  const known = cast[i]
  if (known) return known
  const title = random.chance(0.9) ? random.pick(titles) : null
  if (random.chance(0.1)) return [...random.pick(native), title]
  const place = random.pick(places)
  const [given, family] = [random.pick(place.given), random.pick(place.family)]
  const username = random.chance(0.6)
    ? `${typed(given)}.${typed(family)}`
    : `${typed(given)}${typed(family).slice(0, 1)}`
  return [`${given} ${family}`, username, title]
}

/** A name as a username spells it. */
function typed(name: string): string {
  const letters: Record<string, string> = { ł: 'l', ø: 'o', ß: 'ss', ı: 'i', đ: 'd', æ: 'ae', å: 'a' }
  const plain = name.toLowerCase().replace(/[łøßıđæå]/g, (letter) => letters[letter] ?? '')
  return plain.normalize('NFD').replace(/[^a-z0-9]/g, '')
}

function free(wanted: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}${n}`
    if (!taken.has(name)) return name
  }
}
