import { createConnection } from 'mysql2/promise'
import { expect, test } from 'vitest'
import { createMysqlDatabase } from '../testing/index.ts'
import { execute, startMysql } from './mysql.ts'

test('a test gets a database of its own in a real MySQL', async () => {
  await using database = await createMysqlDatabase()
  const connection = await createConnection(database.url)
  const [rows] = await connection.query('SELECT version() AS version, database() AS name')
  await connection.end()
  expect(rows).toEqual([
    { version: expect.stringMatching(/^(8\.[4-9]|9\.)/), name: expect.stringMatching(/^parley_test_/) },
  ])
})

test('what a durable MySQL acknowledged survives its being killed', { timeout: 60_000 }, async () => {
  await using mysql = await startMysql({ durable: true })
  await execute(mysql.url, 'CREATE TABLE kept (id INT PRIMARY KEY)')
  await execute(mysql.url, 'INSERT INTO kept VALUES (7)')
  const first = mysql.pid
  await mysql.kill()
  await expect(execute(mysql.url, 'SELECT 1')).rejects.toThrow()
  await mysql.restart()
  expect(mysql.pid).not.toBe(first)
  await expect(execute(mysql.url, 'INSERT INTO kept VALUES (7)')).rejects.toThrow('Duplicate')
})
