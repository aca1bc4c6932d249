import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { entities } from './schema.ts'
import { type Statement, transact } from './transact.ts'

type Empty = AsyncDisposable & { url: string }

/** What every dialect keeps. `create` makes an empty database. */
export function databaseContract(create: () => Promise<Empty>): void {
  async function migrated(empty: Empty): Promise<Database> {
    const database = await openDatabase(empty.url)
    await database.migrate()
    return database
  }

  test('the migrations make exactly what the entities say', async () => {
    await using empty = await create()
    await using database = await migrated(empty)
    expect(await database.orm.schema.getUpdateSchemaSQL()).toBe('')
  })

  test('the migrations are applied once', async () => {
    await using empty = await create()
    await using database = await openDatabase(empty.url)
    const applied = await database.migrate()
    expect(applied.length).toBeGreaterThan(0)
    expect(await database.migrate()).toEqual([])
  })

  test('the migrations can be taken back to nothing and applied again', async () => {
    await using empty = await create()
    await using database = await migrated(empty)
    await database.orm.migrator.down({ to: 0 })
    const tables = await database.kysely.introspection.getTables()
    const names = entities.map((entity) => entity.meta.tableName)
    expect(tables.map((table) => table.name).filter((name) => names.includes(name))).toEqual([])
    await database.migrate()
    expect(await database.orm.schema.getUpdateSchemaSQL()).toBe('')
  })

  test('texts are compared byte for byte, and come back as they were written', async () => {
    await using empty = await create()
    await using database = await migrated(empty)
    const names = ['a', 'A', 'ä', 'a ', '👩‍👩‍👧', '東京都', 'ſ']
    const rows = names.map((name, i) => ({ ...user, id: `u${i}`, username: name, name }))
    await database.kysely.insertInto('user').values(rows).execute()
    const found = await database.kysely.selectFrom('user').select('name').orderBy('username').execute()
    expect(found.map((row) => row.name)).toEqual(
      names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    )
    const one = database.kysely.selectFrom('user').select('id').where('username', '=', 'a')
    expect(await one.execute()).toEqual([{ id: 'u0' }])
  })

  test('lower() knows the letters of all alphabets: a search finds them whatever their case', async () => {
    await using empty = await create()
    await using database = await migrated(empty)
    const { rows } = await sql<{ text: string | null }>`select lower(${'ÄRGER ΣΟΦΊΑ ЖУК'}) as text`.execute(
      database.kysely,
    )
    expect(rows).toEqual([{ text: 'ärger σοφία жук' }])
    expect((await sql`select lower(null) as text`.execute(database.kysely)).rows).toEqual([{ text: null }])
  })

  test('a transaction that fails leaves nothing behind', async () => {
    await using empty = await create()
    await using database = await migrated(empty)
    const failing = database.kysely.transaction().execute(async (tx) => {
      await tx.insertInto('user').values(user).execute()
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await database.kysely.selectFrom('user').select('id').execute()).toEqual([])
  })

  test('statements that go together are carried out in order, and each is answered for itself', async () => {
    await using empty = await create()
    await using database = await migrated(empty)
    const ids = database.kysely.selectFrom('user').select('id').orderBy('id')
    const answers = await transact(database, async (talk) => {
      talk.put(insert(database, 'a'), insert(database, 'b'))
      const [first] = await talk.ask({ ids, nothing: null })
      talk.put(insert(database, 'c'))
      const [second, third] = await talk.ask({ ids }, { ids, one: ids.limit(1) })
      talk.put(insert(database, 'd'))
      return [first, second, third]
    })
    const idsOf = (text: string) => text.split('').map((id) => ({ id }))
    expect(answers).toEqual([
      { ids: idsOf('ab'), nothing: [] },
      { ids: idsOf('abc') },
      { ids: idsOf('abc'), one: idsOf('a') },
    ])
    expect(await ids.execute()).toEqual(idsOf('abcd'))
  })

  test('of statements that go together none counts when one fails, or when who sends them does', async () => {
    await using empty = await create()
    await using database = await migrated(empty)
    const twice = transact(database, async (talk) => {
      talk.put(insert(database, 'a'), insert(database, 'b'), insert(database, 'b'), insert(database, 'c'))
    })
    await expect(twice).rejects.toThrow(/duplicate|unique/i)
    const refusing = transact(database, async (talk) => {
      await (await talk.open()).insertInto('user').values(user).execute()
      talk.put(insert(database, 'a'))
      throw new Error('on purpose')
    })
    await expect(refusing).rejects.toThrow('on purpose')
    expect(await database.kysely.selectFrom('user').select('id').execute()).toEqual([])
  })
}

function insert({ kysely }: Database, id: string): Statement {
  return kysely.insertInto('user').values({ ...user, id, username: id })
}

const user = {
  id: 'u',
  username: 'ana',
  name: 'Ana',
  title: null,
  password_hash: 'x',
  role: 'MEMBER' as const,
  created_at: 1_900_000_000_000,
  last_seen_at: null,
  deactivated_at: null,
}
