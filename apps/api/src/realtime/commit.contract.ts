import { type Database, type Db, isDuplicate, type RoomRow, type Statement } from '@parley/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loseCommits, recordStatements } from '../../test/statements.ts'
import { AccessError, FencedError, OverloadedError } from '../errors.ts'
import { newRoom } from '../features/rooms/new-room.ts'
import type { BulkChange, Change } from './change.ts'
import { type Committed, type CommitOptions, createCommits } from './commit.ts'
import type { HeldRoom } from './held-room.ts'

export type CommitFixture = {
  /** The migrated database that all tests share. */
  database: Database
  /** The same database as another node has it. */
  other: Database
  close(): PromiseLike<void>
}

class Refused extends Error {
  override readonly name = 'Refused'
}

const deadlock = () => Object.assign(new Error('Deadlock found'), { code: 'ER_LOCK_DEADLOCK' })

/** Counts in the room's topic how often it was changed, which shows whether a change was made once, twice or not at all, and tells of it. */
export const bump: Change<number> = async (held) => {
  await held.update({ topic: `${Number(held.room.topic || 0) + 1}` })
  return held.append({ actorId: null, data: { type: 'RoomChanged' } }).seq
}

let made = 0

export async function addRooms(database: Database, count: number): Promise<string[]> {
  const rooms = Array.from({ length: count }, () => aRoom())
  await database.kysely.insertInto('room').values(rooms).execute()
  return rooms.map((room) => room.id)
}

function aRoom(patch: Partial<RoomRow> = {}): RoomRow {
  const id = `room-${String(++made).padStart(31, '0')}`
  return { ...newRoom({ id, kind: 'PRIVATE', name: id, createdBy: null }), ...patch }
}

/** Checks that a room's log is gapless and ends where the room says; returns how often it was bumped. */
export async function bumpsOf(database: Database, roomId: string): Promise<number> {
  const room = await database.kysely.selectFrom('room').selectAll().where('id', '=', roomId).executeTakeFirstOrThrow()
  const log = database.kysely.selectFrom('room_event').select('seq').where('room_id', '=', roomId).orderBy('seq')
  const seqs = (await log.execute()).map((row) => row.seq)
  expect(seqs).toEqual(Array.from({ length: room.last_seq }, (_, i) => i + 1))
  return Number(room.topic || 0)
}

/** What a group commit promises, whatever the database. */
export function commitContract(open: () => Promise<CommitFixture>): void {
  let fixture: CommitFixture
  let published: Committed[] = []
  let batches: number[] = []
  beforeAll(async () => {
    fixture = await open()
  })
  afterAll(async () => fixture.close())

  function start(options: Partial<CommitOptions> = {}) {
    published = []
    batches = []
    return createCommits({
      database: fixture.database,
      publish: (committed) => void published.push(committed),
      onBatch: (size) => void batches.push(size),
      ...options,
    })
  }
  const publishedEvents = () =>
    published.flatMap(({ rooms }) => rooms.flatMap((held) => held.events.map((it) => it.seq)))
  const rooms = (count: number) => addRooms(fixture.database, count)
  const bumps = (roomId: string) => bumpsOf(fixture.database, roomId)

  test('events are numbered from 1, without a gap, in the order of the changes', async () => {
    const commits = start()
    const [room = ''] = await rooms(1)
    const seqs = await Promise.all(Array.from({ length: 30 }, () => commits.commit(room, bump)))
    expect(seqs).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
    expect(await bumps(room)).toBe(30)
    expect(publishedEvents()).toEqual(seqs)
  })

  test('200 changes to five rooms that come at once go into one transaction', async () => {
    const commits = start()
    const ids = await rooms(5)
    await Promise.all(Array.from({ length: 200 }, (_, i) => commits.commit(ids[i % 5] ?? '', bump)))
    expect(batches).toEqual([200])
    for (const id of ids) expect(await bumps(id)).toBe(40)
  })

  test('what comes while a transaction is under way goes into the next one, all together', async () => {
    const commits = start({ lanes: 1 })
    const ids = await rooms(5)
    const later: Promise<number>[] = []
    await commits.commit(ids[0] ?? '', async (held) => {
      for (let i = 0; i < 100; i++) later.push(commits.commit(ids[i % 5] ?? '', bump))
      return bump(held)
    })
    await Promise.all(later)
    expect(batches).toEqual([1, 100])
  })

  test('a batch has its limit', async () => {
    const commits = start({ maxBatch: 8 })
    const [room = ''] = await rooms(1)
    await Promise.all(Array.from({ length: 20 }, () => commits.commit(room, bump)))
    expect(batches).toEqual([8, 8, 4])
  })

  test('alone, a change costs the lock, its own statements, its event and the new head: nothing for the grouping', async () => {
    const { kysely } = fixture.database
    const [room = ''] = await rooms(1)
    const statements = recordStatements(fixture.database)
    const commits = start()
    await commits.commit(room, async (held) => held.append({ actorId: null, data: { type: 'RoomChanged' } }))
    const sent = statements.take()
    fixture.database.kysely = kysely
    expect(sent.map((sql) => sql.slice(0, 6))).toEqual(['select', 'insert', 'insert'])
    expect(batches).toEqual([1])
  })

  test('the log lines and heads of a batch are written by one statement each, however many rooms', async () => {
    const { kysely } = fixture.database
    const ids = await rooms(20)
    const statements = recordStatements(fixture.database)
    const commits = start()
    const tell: Change<unknown> = async (held) => held.append({ actorId: null, data: { type: 'RoomChanged' } })
    await Promise.all([...ids, ...ids].map((id) => commits.commit(id, tell)))
    const sent = statements.take().filter((sql) => !sql.startsWith('savepoint') && !sql.startsWith('release'))
    fixture.database.kysely = kysely
    expect(sent.map((sql) => sql.slice(0, 6))).toEqual(['select', 'insert', 'insert'])
  })

  test('a change that refuses fails alone, what it wrote is undone and no number is lost', async () => {
    const commits = start()
    const [room = '', other = ''] = await rooms(2)
    const refuse: Change<never> = async (held) => {
      await bump(held)
      held.tell('somebody', { type: 'ProfileChanged' })
      throw new Refused()
    }
    const outcomes = await Promise.allSettled([
      commits.commit(room, bump),
      commits.commit(room, refuse),
      commits.commit(other, refuse),
      commits.commit(room, bump),
      commits.commit(other, bump),
    ])
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason.name))).toEqual([
      1,
      'Refused',
      'Refused',
      2,
      1,
    ])
    expect([await bumps(room), await bumps(other)]).toEqual([2, 1])
    expect(batches).toEqual([5])
    expect(published.flatMap((it) => it.rooms.flatMap((held) => held.bells))).toEqual([])
  })

  test('a change alone that refuses leaves nothing behind', async () => {
    const commits = start()
    const [room = ''] = await rooms(1)
    const refused = commits.commit(room, async (held) => {
      await bump(held)
      throw new Refused()
    })
    await expect(refused).rejects.toThrow(Refused)
    expect(await bumps(room)).toBe(0)
    expect(published).toEqual([])
  })

  test('a change whose SQL fails fails alone', async () => {
    const commits = start()
    const [room = ''] = await rooms(1)
    const wrong: Change<void> = async (held) => {
      await bump(held)
      await held.tx.insertInto('room').values(held.room).execute()
    }
    const outcomes = await Promise.allSettled([
      commits.commit(room, bump),
      commits.commit(room, wrong),
      commits.commit(room, bump),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await bumps(room)).toBe(2)
  })

  test('a room that is not there refuses the change, and nobody else is disturbed', async () => {
    const commits = start()
    const [room = ''] = await rooms(1)
    const outcomes = await Promise.allSettled([
      commits.commit('nowhere', bump),
      commits.commitBulk('nowhere', bumpAll, { by: 1 }),
      commits.commit(room, bump),
    ])
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : outcome.value))).toEqual([
      new AccessError(),
      new AccessError(),
      1,
    ])
  })

  /** The same as `bump`, as a statement that is still to be sent. */
  function bumping(db: Db, held: HeldRoom): Statement {
    held.room = { ...held.room, topic: `${Number(held.room.topic || 0) + 1}` }
    held.append({ actorId: null, data: { type: 'RoomChanged' } })
    return db.updateTable('room').set({ topic: held.room.topic }).where('id', '=', held.room.id)
  }
  type Bump = { by: number }
  /** The unlucky one writes what can't be written. */
  const bumpAll: BulkChange<Bump, number> = {
    reads: () => ({}),
    decide: ({ kysely }, items) => ({
      outcomes: items.map(({ input }) => (input.by > 0 ? input.by : new Refused())),
      writes: items.flatMap(({ held, input }) => {
        if (input.by <= 0) return []
        const bumped = bumping(kysely, held)
        return input.by === 13 ? [bumped, kysely.insertInto('room').values(held.room)] : [bumped]
      }),
    }),
  }

  test('of a bulk change, an input that is refused fails alone', async () => {
    const commits = start()
    const [room = ''] = await rooms(1)
    const outcomes = await Promise.allSettled([1, 0, 2].map((by) => commits.commitBulk(room, bumpAll, { by })))
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await bumps(room)).toBe(2)
    expect(batches).toEqual([3])
  })

  test('of a bulk change, an input whose SQL fails fails alone', async () => {
    const commits = start()
    const [room = ''] = await rooms(1)
    const outcomes = await Promise.allSettled([
      commits.commit(room, bump),
      ...[1, 13, 2].map((by) => commits.commitBulk(room, bumpAll, { by })),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await bumps(room)).toBe(3)
    expect(publishedEvents()).toEqual([1, 2, 3])
  })

  test('a bulk change that lost a race for a unique key looks again', async () => {
    const commits = start()
    const [room = ''] = await rooms(1)
    let tries = 0
    const racing: BulkChange<null, string> = {
      reads: () => ({}),
      decide({ kysely }, items) {
        const bumped = items.map(({ held }) => bumping(kysely, held))
        const taken = kysely.insertInto('room').values(items.map(({ held }) => held.room))
        tries++
        return { outcomes: items.map(() => `try ${tries}`), writes: tries === 1 ? [...bumped, taken] : bumped }
      },
    }
    const outcomes = await Promise.all([0, 1].map(() => commits.commitBulk(room, racing, null)))
    expect(outcomes).toEqual(['try 2', 'try 2'])
    expect(await bumps(room)).toBe(2)
  })

  test('a deadlock is tried again, for one and for many, and the change is made once', async () => {
    const commits = start()
    const [room = ''] = await rooms(1)
    let failures = 3
    const unlucky: Change<number> = async (held) => {
      const seq = await bump(held)
      if (failures-- > 0) throw deadlock()
      return seq
    }
    expect(await commits.commit(room, unlucky)).toBe(1)
    failures = 2
    expect(await Promise.all([bump, unlucky, bump].map((change) => commits.commit(room, change)))).toEqual([2, 3, 4])
    expect(await bumps(room)).toBe(4)
    expect(publishedEvents()).toEqual([1, 2, 3, 4])
  })

  test('who is unlucky six times is told so; nothing was written, and the others are not held up', async () => {
    const commits = start()
    const [room = ''] = await rooms(1)
    let tries = 0
    const hopeless: Change<never> = async (held) => {
      tries++
      await bump(held)
      throw deadlock()
    }
    const outcomes = await Promise.allSettled([hopeless, bump].map((change) => commits.commit(room, change)))
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'fulfilled'])
    expect(await bumps(room)).toBe(1)
    expect(tries).toBeLessThanOrEqual(12)
  })

  test('when too much is waiting, the next is told that the server is overloaded, and nothing is lost', async () => {
    const commits = start({ maxQueue: 5 })
    const [room = ''] = await rooms(1)
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => commits.commit(room, bump)))
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(refusals).toEqual([new OverloadedError(), new OverloadedError(), new OverloadedError()])
    expect(await bumps(room)).toBe(5)
    expect(await commits.commit(room, bump)).toBe(6)
  })

  test('a room and its first events come into being together', async () => {
    const commits = start()
    const room = aRoom()
    expect(await commits.commitNew(room, bump)).toBe(1)
    expect(await bumps(room.id)).toBe(1)
  })

  test('a room whose key is taken does not come into being; the rest of the batch does', async () => {
    const commits = start()
    const first = aRoom({ direct_key: `key-${made}` })
    const second = aRoom({ direct_key: first.direct_key })
    const third = aRoom()
    const outcomes = await Promise.allSettled([first, second, third].map((room) => commits.commitNew(room, bump)))
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await expect(commits.commitNew(second, bump)).rejects.toThrow()
    const found = fixture.database.kysely.selectFrom('room').select('id').where('id', '=', second.id)
    expect(await found.execute()).toEqual([])
  })

  test('nodes that write to the same rooms in opposite orders lose and double nothing', async () => {
    const ids = await rooms(5)
    const nodes = [start(), createCommits({ database: fixture.other, publish: () => undefined })]
    const work = nodes.flatMap((commits, node) =>
      Array.from({ length: 100 }, (_, i) => commits.commit((node === 0 ? ids : ids.toReversed())[i % 5] ?? '', bump)),
    )
    // A node that is busy with single changes lets the two meet in the middle of their batches.
    for (let i = 0; i < 20; i++) work.push(nodes[i % 2]?.commit(ids[i % 5] ?? '', bump) ?? Promise.resolve(0))
    await Promise.all(work)
    for (const id of ids) expect(await bumps(id)).toBe(44)
  })

  test('when the answer to a commit is lost, the change is made again, and finds what it did', async () => {
    const { kysely } = fixture.database
    const ids = await rooms(2)
    loseCommits(fixture.database)
    const commits = start()
    const rename: Change<string> = async (held) => {
      if (held.room.topic === '1') return 'was so already'
      await bump(held)
      return 'renamed'
    }
    const outcomes = await Promise.all(ids.map((id) => commits.commit(id, rename)))
    fixture.database.kysely = kysely
    expect(outcomes).toEqual(['was so already', 'was so already'])
    for (const id of ids) expect(await bumps(id)).toBe(1)
  })

  test('when the answer to a room’s creation is lost, it is a duplicate of itself: its maker looks for it', async () => {
    const { kysely } = fixture.database
    loseCommits(fixture.database)
    const commits = start()
    const room = aRoom()
    const reason: unknown = await commits.commitNew(room, bump).catch((error: unknown) => error)
    fixture.database.kysely = kysely
    expect(isDuplicate(reason)).toBe(true)
    expect(await bumps(room.id)).toBe(1)
  })

  test('a fenced node writes nothing and tries nothing again; when it may write again, it does', async () => {
    const [room = '', other = ''] = await rooms(2)
    let asked = 0
    let isFenced = true
    const fence = {
      ask: () => fixture.database.kysely.selectFrom('room').select('id').limit(1),
      check(rows: readonly unknown[]) {
        expect(rows).toHaveLength(1)
        asked++
        if (isFenced) throw new FencedError()
      },
    }
    const commits = start({ fence })
    const outcomes = await Promise.allSettled([room, other, room].map((id) => commits.commit(id, bump)))
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual(
      outcomes.map(() => new FencedError()),
    )
    expect([asked, await bumps(room), await bumps(other)]).toEqual([1, 0, 0])
    expect(published).toEqual([])
    isFenced = false
    expect(await commits.commit(room, bump)).toBe(1)
  })

  test('without a database all that wait are told so at once, after six tries together', async () => {
    const ids = await rooms(5)
    let tries = 0
    const commits = start({
      database: {
        ...fixture.database,
        get kysely(): never {
          tries++
          throw Object.assign(new Error('nobody there'), { code: 'ECONNREFUSED' })
        },
      },
    })
    const outcomes = await Promise.allSettled(ids.map((id) => commits.commit(id, bump)))
    expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true)
    expect(tries).toBe(6)
  })

  test('who waits until it is idle waits for all that was asked for', async () => {
    const commits = start()
    const [room = ''] = await rooms(1)
    for (let i = 0; i < 10; i++) void commits.commit(room, bump)
    await commits.idle()
    expect(await bumps(room)).toBe(10)
    await commits.idle()
  })
}
