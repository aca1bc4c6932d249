import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import ErrorsPlugin from '@pothos/plugin-errors'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { type Context, isAdministrator } from '../context.ts'
import { AccessError, UnauthenticatedError } from '../errors.ts'
import { pageSize } from '../paging.ts'
import './event-cost.ts'

/** The one schema builder. Each feature's `x.graphql.ts` adds its types and fields to it when it is imported. */
export const builder = new SchemaBuilder<{
  Context: Context
  AuthScopes: { signedIn: boolean; admin: boolean }
  DefaultFieldNullability: false
  DefaultEdgesNullability: { list: false; items: false }
  DefaultNodeNullability: false
  Scalars: { DateTime: { Input: number; Output: number }; ID: { Input: string; Output: string } }
}>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, RelayPlugin, ComplexityPlugin, 'eventCost'],
  defaultFieldNullability: false,
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    nodesOnConnection: false,
    edgesFieldOptions: { nullable: { list: false, items: false }, description: 'The page, in order.' },
    nodeFieldOptions: { nullable: false, description: 'The thing itself.' },
    cursorFieldOptions: { description: 'Where it lies: give it to `after` or `before`.' },
    nodesQueryOptions: { complexity: ({ ids }) => ({ field: 1, multiplier: ids.length }) },
  },
  errors: {
    directResult: false,
    defaultTypes: [],
    defaultUnionOptions: { name: ({ fieldName }) => `${pascal(fieldName)}Result` },
    defaultResultOptions: { name: ({ fieldName }) => `${pascal(fieldName)}Success` },
  },
  scopeAuth: {
    authorizeOnSubscribe: true,
    unauthorizedError: (_parent, ctx) => (ctx.viewer ? new AccessError() : new UnauthenticatedError()),
    authScopes: (ctx) => ({
      signedIn: ctx.viewer !== null || ctx.isShared,
      admin: isAdministrator(ctx),
    }),
  },
  complexity: {
    defaultComplexity: 1,
    // What multiplies is a connection's page; `edges` is a list as well and must not count again.
    defaultListMultiplier: 1,
    // What is worked out for each event was looked at when its subscription began: see event-cost.ts.
    limit: ({ isShared }) => (isShared ? {} : { complexity: 50_000, depth: 14, breadth: 1000 }),
  },
})

/** A field whose value depends on who looks: an event's document that selects one is executed for each viewer. */
export const viewerDependent = { extensions: { viewerDependent: true } } as const

/** What a connection costs: its page times what is asked of each node. */
export const connectionCost = (args: { first?: number | null; last?: number | null }) => ({
  field: 1,
  multiplier: args.first ?? args.last ?? pageSize.default,
})

function pascal(fieldName: string): string {
  return fieldName.charAt(0).toUpperCase() + fieldName.slice(1)
}
