import { type GraphQLNamedType, type GraphQLSchema, isInterfaceType, isObjectType, isUnionType } from 'graphql'

// What Pothos generates has no words of its own: they are given here, by the part that each thing plays.

const types: Record<string, string> = {
  Node: 'Something with an id of its own.',
  PageInfo: 'Where a page lies in its list.',
}

const fields: Record<string, string> = {
  'Node.id': 'Identifies the thing everywhere.',
  'PageInfo.endCursor': 'The last cursor of the page; null when it is empty.',
  'PageInfo.startCursor': 'The first cursor of the page; null when it is empty.',
  'PageInfo.hasNextPage': 'Whether there is more after the page.',
  'PageInfo.hasPreviousPage': 'Whether there is more before the page.',
  'Query.node': 'A thing by its id. Null when there is none, or none for the viewer.',
  'Query.nodes': 'Things by their ids, in that order.',
}

const args: Record<string, string> = {
  first: 'How many from the front of the list, or after `after`; 200 at most.',
  after: 'The cursor after which the page begins.',
  last: 'How many from the end of the list, or before `before`; 200 at most.',
  before: 'The cursor before which the page ends.',
  id: 'Of the thing.',
  ids: 'Of the things.',
}

/** Gives what was generated its descriptions. */
export function describe(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!type.name.startsWith('__')) describeType(type)
  }
  return schema
}

function describeType(type: GraphQLNamedType): void {
  type.description ??= types[type.name] ?? describeResult(type)
  if (!isObjectType(type) && !isInterfaceType(type)) return
  for (const field of Object.values(type.getFields())) {
    field.description ??= fields[`${type.name}.${field.name}`] ?? describeField(type.name, field.name)
    for (const arg of field.args) arg.description ??= args[arg.name]
  }
}

function describeResult(type: GraphQLNamedType): string | undefined {
  const mutation = type.name.replace(/(Result|Success)$/, '')
  const field = `\`${mutation.charAt(0).toLowerCase()}${mutation.slice(1)}\``
  if (isUnionType(type)) return `What ${field} answers: its success, or an error that its user can act on.`
  return isObjectType(type) && type.name.endsWith('Success') ? `What ${field} set out to do is done.` : undefined
}

function describeField(type: string, field: string): string | undefined {
  if (field === 'data' && type.endsWith('Success')) return 'What came of it.'
  return field === 'pageInfo' ? 'Where the page lies in the list.' : undefined
}
