import { readFileSync } from 'node:fs'
import { buildSchema, type DocumentNode, Kind, validate } from 'graphql'
import { expect, test } from 'vitest'
import * as logs from './logs/documents.ts'
import * as nodes from './nodes/documents.ts'
import * as nodeActions from './nodes/mutations.ts'
import * as people from './people/documents.ts'
import * as rooms from './rooms/documents.ts'

const sdl = readFileSync(new URL('../../../../../packages/schema/schema.graphql', import.meta.url), 'utf8')
const schema = buildSchema(sdl)
const documents = Object.entries<DocumentNode>({ ...logs, ...nodes, ...nodeActions, ...people, ...rooms }).filter(
  ([, { definitions }]) => definitions[0]?.kind === Kind.OPERATION_DEFINITION,
)

test.each(documents)('the server will take %s', (_name, document) => {
  expect(validate(schema, document).map(({ message }) => message)).toEqual([])
})
