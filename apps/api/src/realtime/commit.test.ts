import { type Database, openDatabase } from '@parley/db'
import { createMysqlDatabase } from '@parley/dev/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addRooms, bump, bumpsOf, commitContract } from './commit.contract.ts'
import { createCommits } from './commit.ts'
import { lanesContract } from './lanes.contract.ts'

async function migrated(url: string): Promise<Database> {
  const database = await openDatabase(url)
  await database.migrate()
  return database
}

describe('on SQLite', () => {
  commitContract(async () => {
    const database = await migrated('sqlite::memory:')
    return { database, other: database, close: () => database[Symbol.asyncDispose]() }
  })

  test('there is one transaction at a time, because there is one writer', async () => {
    await using database = await migrated('sqlite::memory:')
    const ids = await addRooms(database, 4)
    const commits = createCommits({ database, publish: () => undefined, worthALane: 1 })
    let [inFlight, most] = [0, 0]
    const changes = Array.from({ length: 40 }, async (_, i) => {
      await Promise.resolve()
      return commits.commit(ids[i % 4] ?? '', async (held) => {
        most = Math.max(most, ++inFlight)
        await held.update({ topic: `${i}` })
        inFlight--
      })
    })
    await Promise.all(changes)
    expect(most).toBe(1)
  })
})

describe('on MySQL', () => {
  const resources = new AsyncDisposableStack()
  const nodes: Database[] = []

  beforeAll(async () => {
    const { url } = resources.use(await createMysqlDatabase())
    for (let i = 0; i < 2; i++) nodes.push(resources.use(await migrated(url)))
  })
  afterAll(() => resources.disposeAsync())
  const node = (i: number): Database => nodes[i] ?? expect.fail('not open')

  commitContract(async () => ({ database: node(0), other: node(1), close: async () => undefined }))
  lanesContract(() => ({ database: node(0), other: node(1) }))

  test('a connection that is killed in the middle of a change is replaced, and the change is made once', async () => {
    const [room = ''] = await addRooms(node(0), 1)
    const commits = createCommits({ database: node(0), publish: () => undefined })
    let tries = 0
    const seqs = await Promise.all(
      [0, 1, 2].map((i) =>
        commits.commit(room, async (held) => {
          const seq = await bump(held)
          if (i === 1 && ++tries === 1) {
            const { rows } = await sql<{ id: number }>`select connection_id() as id`.execute(held.tx)
            await sql`kill ${sql.lit(rows[0]?.id)}`.execute(node(1).kysely)
          }
          return seq
        }),
      ),
    )
    expect(seqs).toEqual([1, 2, 3])
    expect(tries).toBe(2)
    expect(await bumpsOf(node(0), room)).toBe(3)
  })
})
