import { initGraphQLTada } from 'gql.tada'
import type { introspection } from './graphql-env.d.ts'

/** Writes a typed document: its types come from packages/schema/schema.graphql, with nothing generated per query. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { DateTime: string; ID: string }
}>()

export type { ResultOf } from 'gql.tada'
