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
