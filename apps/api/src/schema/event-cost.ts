import SchemaBuilder, { type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import { PothosComplexityPlugin } from '@pothos/plugin-complexity'
import { type GraphQLFieldResolver, GraphQLError } from 'graphql'

/** What a subscription may ask of each event, as `complexity` counts it. The largest of the SPA's asks for 315. */
const maxEventCost = 2_000

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      eventCost: EventCost<Types>
    }
  }
}

type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>

/**
 * Refuses costly subscriptions before they begin. What one asks is worked out anew for each event, and for a thousand of them when it comes
 * back: so it may ask for less than a query. That is looked at once, not with each event.
 */
class EventCost<Types extends SchemaTypes> extends PothosComplexityPlugin<Types> {
  override wrapSubscribe(subscriber: Resolver<Types> | undefined, { kind }: PothosOutputFieldConfig<Types>) {
    if (!subscriber || kind !== 'Subscription') return subscriber
    const refuseCostly: Resolver<Types> = (...asked) => {
      const [, , context, info] = asked
      const { complexity } = this.complexityCache(context, info)
      if (complexity > maxEventCost) throw tooCostly(complexity)
      return subscriber(...asked)
    }
    return refuseCostly
  }

  override wrapResolve(resolver: Resolver<Types>) {
    return resolver
  }
}

SchemaBuilder.registerPlugin('eventCost', EventCost)

function tooCostly(complexity: number): GraphQLError {
  const message = `Each event would cost ${complexity}, and at most ${maxEventCost} are allowed. Ask for less, and query the rest when it is needed.`
  return new GraphQLError(message, { extensions: { code: 'TOO_COMPLEX' } })
}
