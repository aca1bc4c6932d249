import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMysqlDatabase } from '@parley/dev/testing'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { databaseContract } from './database.contract.ts'
import { dialectOf, openDatabase } from './database.ts'

describe('SQLite', () => {
  databaseContract(async () => ({ url: 'sqlite::memory:', [Symbol.asyncDispose]: async () => undefined }))

  test('makes its file and the folders above it, and finds its rows there again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-db-'))
    try {
      const url = `sqlite:${join(folder, 'deep', 'parley.db')}`
      const first = await openDatabase(url)
      await first.migrate()
      await first[Symbol.asyncDispose]()
      await using again = await openDatabase(url)
      expect(await again.migrate()).toEqual([])
      expect(await readdir(join(folder, 'deep'))).toContain('parley.db')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('overwrites in its file what is deleted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-db-'))
    try {
      const file = join(folder, 'parley.db')
      await using database = await openDatabase(`sqlite:${file}`)
      const { kysely } = database
      await sql`create table note (text text)`.execute(kysely)
      await sql`insert into note values (${'a secret '.repeat(2000)})`.execute(kysely)
      await sql`pragma wal_checkpoint(truncate)`.execute(kysely)
      expect(await readFile(file, 'latin1')).toContain('a secret')
      await sql`update note set text = null`.execute(kysely)
      await sql`pragma wal_checkpoint(truncate)`.execute(kysely)
      expect(await readFile(file, 'latin1')).not.toContain('a secret')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('MySQL', () => {
  databaseContract(createMysqlDatabase)

  test('nodes that start together bring it up to date once', async () => {
    await using empty = await createMysqlDatabase()
    await using nodes = new AsyncDisposableStack()
    const opened = await Promise.all([1, 2, 3].map(async () => nodes.use(await openDatabase(empty.url))))
    const applied = await Promise.all(opened.map((database) => database.migrate()))
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
  })
})

test('a URL of another database is refused, its password untold', () => {
  expect(() => dialectOf('postgres://ana:secret@host/db')).toThrow(/postgres:\/\/ana:…@host\/db/)
})
