import { setTimeout as delay } from 'node:timers/promises'
import { openDatabase } from '@parley/db'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { localId } from '../rows.ts'
import type { Cluster } from './cluster/cluster.ts'
import type { ChatNode } from './cluster/node.ts'
import type { Follower } from './people/follower.ts'
import { act, type Person } from './people/person.ts'
import type { Random } from './people/random.ts'
import { enter, globalUser, type Place } from './people/writer.ts'

/** What a fault can get hold of. */
export type Field = {
  cluster: Cluster
  node: ChatNode
  places: readonly Place[]
  /** Who is removed and comes back. */
  guest: Person
  followers: readonly Follower[]
  random: Random
  /** Lasts as long as the fault is meant to. */
  hold(): Promise<void>
  /** Resolves when this is true; rejects when it never gets so. */
  until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void>
}

type Fault = (field: Field) => Promise<void>

/** Everything that goes wrong here. Each brings itself to an end and leaves all things running. */
export const faults: Record<string, Fault> = {
  async 'node killed'({ node, hold }) {
    await node.kill()
    await hold()
    await node.restart()
  },
  'node restarted in good order': ({ node }) => node.restart(),
  async 'node frozen'({ node, hold }) {
    node.pause()
    await hold()
    node.resume()
  },
  async 'redis killed'({ cluster: { redis }, hold }) {
    await redis.kill()
    await hold()
    await redis.restart()
  },
  'redis restarted': ({ cluster: { redis } }) => redis.restart(),
  async 'redis CLIENT KILL'({ cluster }) {
    const redis = new Redis(cluster.redis.url)
    await redis.client('KILL', 'TYPE', 'pubsub')
    await redis.client('KILL', 'TYPE', 'normal')
    redis.disconnect()
  },
  async 'redis paused'({ cluster, hold }) {
    const redis = new Redis(cluster.redis.url)
    await redis.client('PAUSE', 60_000, 'WRITE')
    await hold()
    await redis.client('UNPAUSE')
    redis.disconnect()
  },
  async 'mysql killed'({ cluster: { mysql }, hold }) {
    await mysql.kill()
    await hold()
    await mysql.restart()
  },
  'mysql restarted': ({ cluster: { mysql } }) => mysql.restart(),
  async 'mysql KILL'({ cluster: { mysql } }) {
    await using database = await openDatabase(mysql.url)
    const { rows } = await sql<{ id: number }>`
      select id from information_schema.processlist where id <> connection_id() and command <> 'Daemon'`.execute(
      database.kysely,
    )
    // Who has gone meanwhile can't be killed.
    for (const { id } of rows) await sql`kill ${sql.lit(id)}`.execute(database.kysely).catch(() => undefined)
  },
  async 'mysql read-only'({ cluster: { mysql }, hold }) {
    await using database = await openDatabase(mysql.url)
    await sql`set global super_read_only = on`.execute(database.kysely)
    await hold()
    await sql`set global super_read_only = off, global read_only = off`.execute(database.kysely)
  },
  async 'nginx killed'({ cluster: { nginx }, hold }) {
    await nginx.kill()
    await hold()
    await nginx.restart()
  },
  'line to a node cut': onLine('front', (line) => line.cut()),
  'line to a node dropped': onLine('front', (line) => line.drop()),
  'line to a node stalled': onLine('front', (line) => line.stall()),
  'line to a node slow': onLine('front', (line, { random }) => line.delay(100 + random.below(400))),
  'line to redis cut': onLine('redis', (line) => line.cut()),
  'line to redis stalled': onLine('redis', (line) => line.stall()),
  'line to redis slow': onLine('redis', (line, { random }) => line.delay(50 + random.below(500))),
  'line to mysql dropped': onLine('mysql', (line) => line.drop()),
  'line to mysql cut': onLine('mysql', (line) => line.cut()),
  'line to mysql slow': onLine('mysql', (line, { random }) => line.delay(10 + random.below(40))),
  async 'answers lost after the commit'({ node: { lines }, until }) {
    lines.front.loseAnswers(3, 'sendMessage')
    await until('three answers are lost', () => lines.front.lost() >= 3)
  },
  async 'member removed'({ places, guest, random, hold }) {
    const place = random.oneOf(places)
    await act(place.owner, 'removeFromRoom', { input: { roomId: place.id, userId: globalUser(guest) } })
    await hold()
    await enter(guest, place)
  },
  async 'followers offline'({ followers, random, hold }) {
    const held = hold()
    for (const follower of random.shuffled(followers).slice(0, 3)) follower.sleep(held)
    await held
  },
  async 'log repaired: a new epoch'({ cluster, places, random, until }) {
    const epoch = Math.floor(random.next() * 2 ** 40).toString(16)
    const id = localId(random.oneOf(places).id)
    // MySQL may be what strikes at the same time, or a node that is frozen holds the room.
    await until('the log is repaired', () => repair(cluster.mysql.url, { id, epoch }).catch(() => false))
  },
}

async function repair(url: string, { id, epoch }: { id: string; epoch: string }): Promise<boolean> {
  await using database = await openDatabase(url)
  await database.kysely.updateTable('room').set({ epoch }).where('id', '=', id).execute()
  return true
}

function onLine(which: keyof ChatNode['lines'], harm: (line: ChatNode['lines']['front'], field: Field) => void): Fault {
  return async (field) => {
    const line = field.node.lines[which]
    harm(line, field)
    await field.hold()
    line.mend()
  }
}

/** Waits for conditions, never for a time; a minute and a half is for machines that have much else to do. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await delay(50)
  }
}
