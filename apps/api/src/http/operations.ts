import { type ExecutionArgs, GraphQLError, type GraphQLSchema } from 'graphql'
import type { Core } from '../core.ts'
import { type Asker, contextOf, type RequestContext } from './asker.ts'
import type { ReadDocument } from './documents.ts'

/** An operation that was read and checked. */
export type Operation = ExecutionArgs & { contextValue: RequestContext }
export type Params = {
  query: string
  operationName?: string | null
  variables?: Record<string, unknown> | null
  extensions?: Record<string, unknown> | null
}

/** How deep variables may be nested: no input of the schema comes near it. */
const maxDepth = 32

type Parts = { core: Core; schema: GraphQLSchema; readDocument: ReadDocument }

/** What is executed for an asker. Answers with errors, or the operation. */
export function prepare({ core, schema, readDocument }: Parts, asker: Asker, params: Params) {
  if (isDeeper(params.variables, maxDepth)) return [tooDeep()]
  const document = readDocument(params.query)
  if (!('kind' in document)) return document
  // Who sends it a thousand times has it kept once: the protocol's server remembers each operation's message.
  params.query = document.loc?.source.body ?? params.query
  const operation: Operation = {
    schema,
    document,
    operationName: params.operationName,
    variableValues: params.variables,
    contextValue: contextOf(core, asker),
  }
  return operation
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
