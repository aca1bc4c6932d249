import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { entities } from './schema.ts'

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
