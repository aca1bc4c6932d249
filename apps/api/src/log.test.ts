import { createMysqlDatabase } from '@parley/dev/testing'
import { openDatabase } from '@parley/db'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('the log does not say what a statement that failed was to write', async () => {
  await using empty = await createMysqlDatabase()
  await using database = await openDatabase(empty.url)
  const error: unknown = await sql`insert into nowhere values (${'the secret of ana'})`
    .execute(database.kysely)
    .catch((failure: unknown) => failure)
  const lines: string[] = []
  const log = createLog({ logLevel: 'info', logFormat: 'json' }, { write: (line) => void lines.push(line) })
  log.error({ err: error }, 'An operation failed by a bug.')
  expect(lines.join('')).toContain('ER_NO_SUCH_TABLE')
  expect(lines.join('')).not.toContain('the secret')
})
