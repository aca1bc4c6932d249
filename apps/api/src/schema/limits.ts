import {
  type ASTVisitor,
  type DirectiveNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  type ParseOptions,
  type SelectionSetNode,
  type Source,
  type ValidationContext,
} from 'graphql'

// What a document may cost to read, before anything is executed. What it may cost to execute (its depth, breadth and
// complexity with its page sizes) is limited by the builder's complexity plugin. The same over HTTP and over sockets.

export const documentLimits = {
  characters: 40_000,
  tokens: 5_000,
  aliases: 30,
  directives: 50,
  rootFields: 40,
  depth: 16,
}

/** graphql-js's parser, refusing what is too long. */
export function parseWithinLimits(source: string | Source, options?: ParseOptions) {
  const { length } = typeof source === 'string' ? source : source.body
  if (length > documentLimits.characters) throw tooMuch('characters', length)
  return parse(source, { ...options, maxTokens: documentLimits.tokens })
}

/** Validation rules, beside those of the specification. */
export const limitRules = [AliasLimit, DirectiveLimit, RootFieldLimit, DepthLimit, WholeSubscription]

function AliasLimit(context: ValidationContext): ASTVisitor {
  let count = 0
  return {
    Field: (node) => (node.alias ? void ++count : undefined),
    Document: { leave: () => check(context, 'aliases', count) },
  }
}

function DirectiveLimit(context: ValidationContext): ASTVisitor {
  let count = 0
  return { Directive: () => void ++count, Document: { leave: () => check(context, 'directives', count) } }
}

/** Each root field may be a mutation of its own, or a search. */
function RootFieldLimit(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition: (node) => check(context, 'rootFields', node.selectionSet.selections.length),
  }
}

/** The nesting as written; what fragments add is counted when the cost is. Introspection nests deeper, and costs little. */
function DepthLimit(context: ValidationContext): ASTVisitor {
  let depth = 0
  let deepest = 0
  return {
    Field: {
      enter: (node) => {
        if (node.name.value.startsWith('__')) return false
        if (node.selectionSet) deepest = Math.max(deepest, ++depth)
        return undefined
      },
      leave: (node) => (node.selectionSet ? void --depth : undefined),
    },
    Document: { leave: () => check(context, 'depth', deepest) },
    [Kind.FRAGMENT_DEFINITION]: () => {
      depth = 0
    },
  }
}

/** A subscription without its field would follow nothing, and no engine is ready for that. So says the specification since 2025. */
function WholeSubscription(context: ValidationContext): ASTVisitor {
  const visited = new Set<string>()
  function refuseConditions({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      const condition = selection.directives?.find(({ name }) => name.value === 'skip' || name.value === 'include')
      if (condition) context.reportError(conditionalSubscription(condition))
      if (selection.kind === Kind.INLINE_FRAGMENT) refuseConditions(selection.selectionSet)
      if (selection.kind !== Kind.FRAGMENT_SPREAD || visited.has(selection.name.value)) continue
      visited.add(selection.name.value)
      const fragment = context.getFragment(selection.name.value)
      if (fragment) refuseConditions(fragment.selectionSet)
    }
  }
  return {
    OperationDefinition: ({ operation, selectionSet }) => {
      if (operation === OperationTypeNode.SUBSCRIPTION) refuseConditions(selectionSet)
    },
  }
}

function conditionalSubscription(directive: DirectiveNode): GraphQLError {
  return new GraphQLError(`The field of a subscription can’t have @${directive.name.value}.`, { nodes: directive })
}

function check(context: ValidationContext, what: keyof typeof documentLimits, count: number): void {
  if (count > documentLimits[what]) context.reportError(tooMuch(what, count))
}

function tooMuch(what: keyof typeof documentLimits, count: number): GraphQLError {
  const message = `The document is too large: ${count} ${what}, at most ${documentLimits[what]} are allowed.`
  return new GraphQLError(message, { extensions: { code: 'DOCUMENT_TOO_LARGE' } })
}
