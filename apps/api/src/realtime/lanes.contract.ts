import type { Database } from '@parley/db'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { FencedError, OverloadedError } from '../errors.ts'
import type { Change } from './change.ts'
import { addRooms, bump, bumpsOf } from './commit.contract.ts'
import { type Committed, type CommitOptions, createCommits } from './commit.ts'

type LanesFixture = { database: Database; other: Database }

/** A change that has begun when `begun` says so, and goes on when `goOn` is called. */
function gate() {
  const [begun, open] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let tries = 0
  const change: Change<number> = async (held) => {
    tries++
    begun.resolve()
    await open.promise
    return bump(held)
  }
  return { change, begun: begun.promise, goOn: open.resolve, tries: () => tries }
}

/** What holds when several transactions of one node are in flight. */
export function lanesContract(fixture: () => LanesFixture): void {
  function start(options: Partial<CommitOptions> = {}) {
    const published: Committed[] = []
    const publish = (committed: Committed) => void published.push(committed)
    const commits = createCommits({ database: fixture().database, publish, lanes: 2, worthALane: 1, ...options })
    return { commits, published }
  }
  const rooms = (count: number) => addRooms(fixture().database, count)
  const bumps = (roomId: string) => bumpsOf(fixture().database, roomId)

  test('a room does not wait for the transaction of another', async () => {
    const [slow = '', quick = ''] = await rooms(2)
    const { commits } = start()
    const held = gate()
    const late = commits.commit(slow, held.change)
    await held.begun
    expect(await commits.commit(quick, bump)).toBe(1)
    held.goOn()
    expect(await late).toBe(1)
  })

  test('few wait for the next transaction, many get one of their own', async () => {
    const [slow = '', ...others] = await rooms(4)
    const batches: number[] = []
    const { commits } = start({ worthALane: 3, onBatch: (size) => void batches.push(size) })
    const held = gate()
    const all = [commits.commit(slow, held.change)]
    await held.begun
    all.push(...others.slice(0, 2).map((id) => commits.commit(id, bump)))
    await Promise.resolve()
    expect(commits.waiting()).toBe(2)
    all.push(...others.slice(2).map((id) => commits.commit(id, bump)))
    await Promise.all(all.slice(1))
    held.goOn()
    await Promise.all(all)
    expect(batches).toEqual([3, 1])
  })

  test('a room is in one transaction at a time, and its changes are made and told in the order in which they came', async () => {
    const ids = await rooms(6)
    const { commits, published } = start({ lanes: 3, maxBatch: 3 })
    const inRoom = new Map<string, number>()
    const seqs = new Map<string, number[]>()
    let [inFlight, most] = [0, 0]
    const careful: Change<number> = async (held) => {
      const { id } = held.room
      expect(inRoom.get(id) ?? 0).toBe(0)
      inRoom.set(id, 1)
      most = Math.max(most, ++inFlight)
      const seq = await bump(held)
      inFlight--
      inRoom.set(id, 0)
      return seq
    }
    const sender = async (id: string) => {
      for (let i = 0; i < 15; i++) {
        const seq = await commits.commit(id, careful)
        seqs.set(id, [...(seqs.get(id) ?? []), seq])
      }
    }
    await Promise.all([...ids, ...ids, ...ids].map(sender))
    expect(most).toBeGreaterThan(1)
    for (const [id, answered] of seqs) {
      const numbers = Array.from({ length: await bumps(id) }, (_, i) => i + 1)
      expect(answered).toEqual(numbers)
      const told = published.flatMap((it) => it.rooms.filter((held) => held.room.id === id))
      expect(told.flatMap((held) => held.events.map(({ seq }) => seq))).toEqual(numbers)
    }
  })

  test('a connection that is lost in one lane does not disturb the other', async () => {
    const [unlucky = '', lucky = ''] = await rooms(2)
    const { commits } = start()
    const held = gate()
    let tries = 0
    const kills: Change<number> = async (room) => {
      const seq = await bump(room)
      if (++tries > 1) return seq
      const { rows } = await sql<{ id: number }>`select connection_id() as id`.execute(room.tx)
      await sql`kill ${sql.lit(rows[0]?.id)}`.execute(fixture().other.kysely)
      return seq
    }
    const second = commits.commit(lucky, held.change)
    await held.begun
    expect(await commits.commit(unlucky, kills)).toBe(1)
    held.goOn()
    expect(await second).toBe(1)
    expect([tries, held.tries()]).toEqual([2, 1])
    expect([await bumps(unlucky), await bumps(lucky)]).toEqual([1, 1])
  })

  test('of two lanes in a real deadlock one tries again, and both changes are made', async () => {
    const [a = '', b = '', x = '', y = ''] = await rooms(4)
    const { commits } = start()
    const bothHaveOne = Promise.withResolvers<void>()
    let runs = 0
    const crossing =
      (first: string, second: string): Change<number> =>
      async (held) => {
        const touch = (id: string) => held.tx.updateTable('room').set({ name: a }).where('id', '=', id).execute()
        await touch(first)
        if (++runs === 2) bothHaveOne.resolve()
        await bothHaveOne.promise
        await touch(second)
        return bump(held)
      }
    const one = commits.commit(a, crossing(x, y))
    await Promise.resolve()
    await Promise.resolve()
    const seqs = await Promise.all([one, commits.commit(b, crossing(y, x))])
    expect([runs, ...seqs]).toEqual([3, 1, 1])
  })

  test('a lane that is fenced refuses what it has; what passed the fence before is durable', async () => {
    const [before = '', after = ''] = await rooms(2)
    let mayWrite = true
    const fence = {
      ask: () => fixture().database.kysely.selectFrom('room').select('id').limit(1),
      check() {
        if (!mayWrite) throw new FencedError()
      },
    }
    const { commits, published } = start({ fence })
    const held = gate()
    const passed = commits.commit(before, held.change)
    await held.begun
    mayWrite = false
    await expect(commits.commit(after, bump)).rejects.toThrow(FencedError)
    held.goOn()
    expect(await passed).toBe(1)
    expect([await bumps(before), await bumps(after)]).toEqual([1, 0])
    expect(published).toHaveLength(1)
  })

  test('what is being written does not count as waiting; it is idle when all lanes are, and all is told', async () => {
    const [a = '', b = '', c = ''] = await rooms(3)
    const { commits, published } = start({ maxQueue: 1 })
    const [first, second] = [gate(), gate()]
    const all = [commits.commit(a, first.change)]
    await first.begun
    all.push(commits.commit(b, second.change))
    await second.begun
    all.push(commits.commit(c, bump))
    await expect(commits.commit(c, bump)).rejects.toThrow(OverloadedError)
    let isIdle = false
    const idle = commits.idle().then(() => {
      isIdle = true
    })
    first.goOn()
    await Promise.all([all[0], all[2]])
    expect(isIdle).toBe(false)
    second.goOn()
    await idle
    expect(published.flatMap((it) => it.rooms)).toHaveLength(3)
    await commits.idle()
  })
}
