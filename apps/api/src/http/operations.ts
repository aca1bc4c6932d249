import { type ExecutionArgs, GraphQLError } from 'graphql'
import type { Asker } from './asker.ts'
import type { GraphqlServer } from './yoga.ts'

type Enveloped = ReturnType<GraphqlServer['getEnveloped']>
/** An operation that was read and checked, with the engine that is to execute it. */
export type Operation = ExecutionArgs & { enveloped: Enveloped }
export type Params = {
  query: string
  operationName?: string | null
  variables?: Record<string, unknown> | null
  extensions?: Record<string, unknown> | null
}

/** How deep variables may be nested: no input of the schema comes near it. */
const maxDepth = 32

/** Reads and checks an operation with the engine that HTTP uses, so that the same limits and masks hold. Answers with errors, or the operation. */
export async function prepare(graphql: GraphqlServer, asker: Asker, params: Params) {
  if (isDeeper(params.variables, maxDepth)) return [tooDeep()]
  const enveloped = graphql.getEnveloped({ asker, params })
  try {
    const document = enveloped.parse(params.query)
    // Who sends it a thousand times has it kept once: the protocol's server remembers each operation's message.
    params.query = document.loc?.source.body ?? params.query
    const errors = enveloped.validate(enveloped.schema, document)
    if (errors.length > 0) return errors
    const args: Operation = {
      enveloped,
      schema: enveloped.schema,
      document,
      operationName: params.operationName,
      variableValues: params.variables,
      contextValue: await enveloped.contextFactory(),
    }
    return args
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1))
}

function tooDeep(): GraphQLError {
  return new GraphQLError(`Variables are nested more than ${maxDepth} deep.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  })
}
