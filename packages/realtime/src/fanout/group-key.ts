import { createHash } from 'node:crypto'
import { type DocumentNode, Kind, print, visit } from 'graphql'

export type GroupKeyOptions = {
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
  /** The viewer, when the document shows something that depends on who looks; else the viewer's class. */
  readonly viewerKey: string
}

/**
 * A key that two operations have in common only if every event gives both the same result. Where they begin (the argument
 * `after` of the subscription field) makes no difference.
 */
export function groupKey(options: GroupKeyOptions): string {
  const { document, operationName, variables, viewerKey } = options
  const { hash, cursors } = traitsOf(document)
  const relevant = Object.entries(variables ?? {}).filter(([name]) => !cursors.includes(name))
  return JSON.stringify([viewerKey, hash, operationName ?? null, sorted(Object.fromEntries(relevant))])
}

type Traits = { readonly hash: string; readonly cursors: readonly string[] }
const known = new WeakMap<DocumentNode, Traits>()

function traitsOf(document: DocumentNode): Traits {
  const traits = known.get(document) ?? { hash: hashOf(document), cursors: cursorVariables(document) }
  known.set(document, traits)
  return traits
}

/**
 * The variables of an operation that are nothing but the cursor of a field at its root (`roomEvents(after: $x)`): where
 * they're used otherwise too, they make a difference.
 */
export function cursorVariables(document: DocumentNode): string[] {
  const uses = new Map<string, number>()
  const rootUses = new Map<string, number>()
  const count = (map: Map<string, number>, name: string) => void map.set(name, (map.get(name) ?? 0) + 1)
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    for (const field of definition.selectionSet.selections) {
      if (field.kind !== Kind.FIELD) continue
      for (const { name, value } of field.arguments ?? []) {
        if (name.value === 'after' && value.kind === Kind.VARIABLE) count(rootUses, value.name.value)
      }
    }
  }
  visit(document, {
    // The definition of a variable is no use of it.
    VariableDefinition: () => false,
    Variable: (variable) => count(uses, variable.name.value),
  })
  return [...rootUses].filter(([name, times]) => uses.get(name) === times).map(([name]) => name)
}

/** The text as it was sent, if it is known: locations in errors are those of the text. */
function hashOf(document: DocumentNode): string {
  const text = document.loc?.source.body ?? print(document)
  return createHash('sha256').update(text).digest('base64url')
}

/** JSON with the keys of objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
