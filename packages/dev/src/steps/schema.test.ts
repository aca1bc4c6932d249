import { expect, test } from 'vitest'
import { findBreakingChanges } from './schema.ts'

const before = 'type Query { room(id: ID!): Room }  type Room { id: ID! name: String }'

test('adding breaks nobody', async () => {
  const after = 'type Query { room(id: ID!): Room }  type Room { id: ID! name: String topic: String }'
  expect(await findBreakingChanges(before, after)).toEqual([])
})

test('taking away and demanding more does, a sentence each', async () => {
  const after = 'type Query { room(id: ID!, at: Int!): Room }  type Room { id: ID! }'
  const changes = await findBreakingChanges(before, after)
  expect(changes).toHaveLength(2)
  expect(changes.join()).toContain("Field 'name' was removed from object type 'Room'")
})
