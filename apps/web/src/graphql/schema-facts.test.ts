import { readFileSync } from 'node:fs'
import { buildSchema, isAbstractType } from 'graphql'
import { expect, test } from 'vitest'
import { possibleTypes } from './schema-facts.ts'

const sdl = readFileSync(new URL('../../../../packages/schema/schema.graphql', import.meta.url), 'utf8')
const schema = buildSchema(sdl)

test.each(Object.entries(possibleTypes))('the cache knows every type that can be a %s', (name, types) => {
  const type = schema.getType(name)
  if (!isAbstractType(type)) throw new Error(`${name} is not abstract`)
  const expected = schema.getPossibleTypes(type).map((possible) => possible.name)
  expect(types.toSorted()).toEqual(expected.toSorted())
})
