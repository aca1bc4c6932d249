import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'

export type DependsOnViewerOptions = {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

type Variables = Readonly<Record<string, unknown>>
type Known = WeakMap<DocumentNode, Map<string, boolean>>

const maxAnswers = 64
const knownBySchema = new WeakMap<GraphQLSchema, Known>()

/**
 * Whether an operation selects a field whose value depends on who looks: one with the extension `viewerDependent: true` on
 * the field or on its type. Looks through fragments, aliases and every type that an interface or a union may turn out to be. What can't be decided
 * counts as selected, so `false` is certain. The answer is remembered per document.
 */
export function dependsOnViewer(options: DependsOnViewerOptions): boolean {
  const { schema, document, operationName } = options
  const operation = getOperationAST(document, operationName)
  if (!operation) return true
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, booleanOf(defaultValue, {})] as const] : [],
  )
  const variables = { ...Object.fromEntries(defaults), ...options.variables }
  const conditions = (operation.variableDefinitions ?? [])
    .map(({ variable }) => variables[variable.name.value])
    .map((value) => (typeof value === 'boolean' ? value : null))

  const known: Known = knownBySchema.get(schema) ?? new WeakMap()
  knownBySchema.set(schema, known)
  const answers = known.get(document) ?? new Map<string, boolean>()
  known.set(document, answers)
  const key = JSON.stringify([operation.name?.value, conditions])
  const answer = answers.get(key) ?? search({ schema, document, variables }, operation)
  // The combinations of conditions are up to the client.
  if (answers.size < maxAnswers) answers.set(key, answer)
  return answer
}

type Scope = { readonly schema: GraphQLSchema; readonly document: DocumentNode; readonly variables: Variables }

function search(scope: Scope, operation: NonNullable<ReturnType<typeof getOperationAST>>): boolean {
  const { schema, document, variables } = scope
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const visited = new Set<string>()

  function inSelection(parent: GraphQLCompositeType, { selections }: SelectionSetNode): boolean {
    return selections.some((selection) => {
      if (!mayBeIncluded(selection.directives ?? [], variables)) return false
      if (selection.kind === Kind.FIELD) return inField(parent, selection.name.value, selection.selectionSet)
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return inFragment(parent, selection.typeCondition?.name.value, selection.selectionSet)
      }
      const fragment = fragments.get(selection.name.value)
      if (!fragment) return true
      // The same fragment on the same parent shows nothing new; this also ends cycles, which validation forbids.
      const visit = `${parent.name}/${selection.name.value}`
      if (visited.has(visit)) return false
      visited.add(visit)
      return inFragment(parent, fragment.typeCondition.name.value, fragment.selectionSet)
    })
  }

  function inFragment(
    parent: GraphQLCompositeType,
    condition: string | undefined,
    selections: SelectionSetNode,
  ): boolean {
    const type = condition === undefined ? parent : schema.getType(condition)
    return !isCompositeType(type) || inSelection(type, selections)
  }

  function inField(parent: GraphQLCompositeType, name: string, selectionSet: SelectionSetNode | undefined): boolean {
    if (name.startsWith('__')) return false
    const owners = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent]
    return owners.some((owner) => {
      if (!isObjectType(owner) && !isInterfaceType(owner)) return false
      const field = owner.getFields()[name]
      if (!field) return false
      const type = getNamedType(field.type)
      if (isMarked(field) || isMarked(type) || isMarked(owner)) return true
      return selectionSet !== undefined && isCompositeType(type) && inSelection(type, selectionSet)
    })
  }

  const root = schema.getRootType(operation.operation)
  return !root || inSelection(root, operation.selectionSet)
}

function isMarked({ extensions }: { readonly extensions: object }): boolean {
  return 'viewerDependent' in extensions && extensions.viewerDependent === true
}

function mayBeIncluded(directives: readonly DirectiveNode[], variables: Variables): boolean {
  return directives.every(({ name, arguments: args = [] }) => {
    const argument = args.find((arg) => arg.name.value === 'if')
    const condition = argument && booleanOf(argument.value, variables)
    if (name.value === 'skip') return condition !== true
    if (name.value === 'include') return condition !== false
    return true
  })
}

function booleanOf(value: ValueNode, variables: Variables): boolean | undefined {
  if (value.kind === Kind.BOOLEAN) return value.value
  if (value.kind !== Kind.VARIABLE) return undefined
  const given = variables[value.name.value]
  return typeof given === 'boolean' ? given : undefined
}
