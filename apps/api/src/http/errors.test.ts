import { GraphQLError } from 'graphql'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { FencedError } from '../errors.ts'
import { maskError } from './errors.ts'

test('that a node is fenced is told as such: to HTTP by its status, to the client by the code alone', () => {
  const thrown = new GraphQLError('wrapped', { originalError: new FencedError(), path: ['sendMessage'] })
  const masked = maskError(thrown, pino({ level: 'silent' }), 'request')
  expect(masked.extensions.http).toEqual({ status: 503 })
  expect(JSON.parse(JSON.stringify(masked))).toMatchObject({
    path: ['sendMessage'],
    extensions: { code: 'NODE_FENCED' },
  })
  expect(JSON.stringify(masked)).not.toContain('503')
})

const ofTheDatabase = [
  { code: 'ER_SERVER_SHUTDOWN', message: 'Server shutdown in progress' },
  { code: 'ER_QUERY_INTERRUPTED', message: 'Query execution was interrupted' },
  { code: 'PROTOCOL_CONNECTION_LOST', message: 'Connection lost: The server closed the connection.' },
  { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.0.0.7:3306' },
  { code: 'ER_LOCK_WAIT_TIMEOUT', message: 'Lock wait timeout exceeded; try restarting transaction' },
]

test.each(ofTheDatabase)('$code is nobody’s bug: ask again in a moment', ({ code, message }) => {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line) => lines.push(line) })
  const lost = new Error('insert into …', { cause: Object.assign(new Error(message), { code }) })
  const masked = maskError(new GraphQLError('wrapped', { originalError: lost }), log, 'request')
  expect(masked.extensions.http).toEqual({ status: 503 })
  expect(JSON.parse(JSON.stringify(masked))).toEqual({
    message: 'The database does not answer now. Try again in a moment.',
    extensions: { code: 'UNAVAILABLE' },
  })
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 40, requestId: 'request' }])
})
