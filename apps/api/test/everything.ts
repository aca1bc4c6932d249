import {
  getNamedType,
  type GraphQLField,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import type { GraphQLCompositeType, GraphQLSchema } from 'graphql'

/** The types that an event of a subscription field may be. */
export function eventTypes(schema: GraphQLSchema, field: string): string[] {
  const type = getNamedType(schema.getSubscriptionType()?.getFields()[field]?.type)
  if (!isInterfaceType(type)) throw new Error(`${field} is no subscription to an interface`)
  return schema.getPossibleTypes(type).map(({ name }) => name)
}

/** Selects all that an event of one type may show to anybody, administrator or not, three levels deep, apart from what depends on who looks. */
export function everythingOf(schema: GraphQLSchema, eventType: string): string {
  const type = schema.getType(eventType)
  if (!isCompositeType(type)) throw new Error(`there is no type ${eventType}`)
  return `... on ${eventType} ${selection(type, 3)}`
}

function selection(type: GraphQLCompositeType, depth: number): string {
  if (!isObjectType(type) && !isInterfaceType(type)) return '{ __typename }'
  const fields = Object.values(type.getFields()).filter(isForAll)
  const texts = fields.map((field) => {
    const inner = getNamedType(field.type)
    if (!isCompositeType(inner)) return field.name
    return depth > 0 ? `${field.name} ${selection(inner, depth - 1)}` : ''
  })
  return `{ __typename ${texts.join(' ')} }`
}

type Options = { pothosOptions?: { authScopes?: { admin?: boolean } } }

function isForAll(field: GraphQLField<unknown, unknown>): boolean {
  if ((field.extensions as Options).pothosOptions?.authScopes?.admin) return false
  const isMarked = ({ extensions }: { extensions: object }) => 'viewerDependent' in extensions
  return !isMarked(field) && !isMarked(getNamedType(field.type)) && !field.args.some(isRequiredArgument)
}
