import { setImmediate } from 'node:timers/promises'
import type { Database } from '../database.ts'
import type { UserRow } from '../schema.ts'
import { joinDefaultRooms } from './join-default-rooms.ts'
import { makePeople } from './people.ts'
import { planRooms, type RoomPlan } from './plan-rooms.ts'
import { createRandom } from './random.ts'
import { liveRoom } from './room-life.ts'
import type { Size } from './sizes.ts'
import { day } from './working-time.ts'
import { insertRows, writePending } from './write.ts'

export type SeedOptions = Size & {
  /** What the password of everybody is kept as. */
  passwordHash: string
  /** The same seed and time give the same team, to the letter. */
  seed?: string
  /** When the last things happened, in ms since 1970. */
  now?: number
  /** Adds to a database that has accounts; without it such a database is refused. */
  force?: boolean
  onProgress?(messages: number): void
}

export type Seeded = { users: UserRow[]; rooms: number; messages: number }

/** The database has accounts, and nobody said that this is fine. */
export class NotEmptyError extends Error {
  override readonly name = 'NotEmptyError'
}

/**
 * Fills a migrated database with a team: people, rooms and what they said over the last months, as if it had been written
 * through the server. Each transaction leaves the rooms whole, so a run that is cut short harms nothing. Throws a
 * NotEmptyError when there are accounts, unless `force` is set.
 */
export async function seed(database: Database, options: SeedOptions): Promise<Seeded> {
  const { now = Date.now(), force = false, seed: name = 'parley', onProgress } = options
  const db = database.kysely
  const usernames = (await db.selectFrom('user').select('username').execute()).map((it) => it.username)
  if (usernames.length > 0 && !force) throw new NotEmptyError('This database has accounts already.')
  const random = createRandom(usernames.length > 0 ? `${name}+${usernames.length}` : name)
  const from = now - options.days * day

  const { passwordHash } = options
  const about = { passwordHash, taken: new Set(usernames), hasAdmin: usernames.length === 0, from, now }
  const users = makePeople(random.fork('people'), { ...about, count: Math.max(2, options.users) })
  await db.transaction().execute((tx) => insertRows(tx, 'user', users))
  await joinDefaultRooms(database, random.fork('default rooms'), { people: users, now })

  const existing = await db.selectFrom('room').select(['public_name', 'is_default']).execute()
  const plans = planRooms(random.fork('rooms'), users, {
    count: Math.max(1, options.rooms),
    taken: new Set(existing.flatMap((room) => room.public_name ?? [])),
    hasDefault: !existing.some((room) => room.is_default),
  })
  let written = 0
  for (const [i, { plan, messages }] of share(plans, options).entries()) {
    let isNew = true
    for (const pending of liveRoom(random.fork(`room ${i}`), { plan, messages, from, now })) {
      await writePending(db, pending, isNew)
      isNew = false
      written += pending.messages.length
      onProgress?.(written)
      // SQLite answers without ever waiting: signals and the terminal get their turn here.
      await setImmediate()
    }
  }
  return { users, rooms: plans.length, messages: written }
}

/** How many messages each room gets: all together exactly as many as were asked for. */
function share(plans: readonly RoomPlan[], { messages, inOneRoom = 0 }: Size): { plan: RoomPlan; messages: number }[] {
  const alone = Math.round(messages * inOneRoom)
  let weight = plans.reduce((sum, plan) => sum + plan.weight, 0)
  let left = messages - alone
  return plans.map((plan, i) => {
    const part = i === plans.length - 1 ? left : Math.round((left * plan.weight) / weight)
    weight -= plan.weight
    left -= part
    return { plan, messages: i === 0 ? part + alone : part }
  })
}
