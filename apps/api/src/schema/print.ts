import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from './index.ts'

// Prints the schema, sorted: to standard output or, with --write, to where it is committed.
const text = `${printSchema(lexicographicSortSchema(schema))}\n`
if (process.argv.includes('--write')) {
  writeFileSync(fileURLToPath(new URL('../../../../packages/schema/schema.graphql', import.meta.url)), text)
} else {
  process.stdout.write(text)
}
