import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { createWorld } from '../../test/world.ts'
import { schema } from '../schema/index.ts'
import { contextOf } from './asker.ts'
import { execute } from './execute.ts'

const document = parse('{ publicRooms(first: 1) { edges { cursor } } }')

test('what was found out of a context is forgotten with its answer, so that it doesn’t outlive it', async () => {
  await using world = await createWorld()
  const { user } = await world.signUp('ana')
  const contextValue = contextOf(world.app.core, {
    viewer: { user, sessionId: '1' },
    client: { address: null, userAgent: null },
    cookie: null,
    requestId: '1',
  })
  expect(await execute({ schema, document, contextValue })).not.toHaveProperty('errors')
  contextValue.viewer = null
  expect(await execute({ schema, document, contextValue })).toHaveProperty('errors')
})
