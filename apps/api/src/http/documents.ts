import { type DocumentNode, GraphQLError } from 'graphql'
import type { GraphqlServer } from './yoga.ts'

/** The document, or what is wrong with it. */
export type ReadDocument = (text: string) => DocumentNode | readonly GraphQLError[]

const maxKnown = 1_000

/**
 * Reads and checks documents with the engine that HTTP uses, so that the same limits hold. The newest that were found to be in
 * order are known by their text, and neither read nor checked again.
 */
export function createDocuments(graphql: GraphqlServer): ReadDocument {
  const known = new Map<string, DocumentNode>()

  function check(text: string): DocumentNode | readonly GraphQLError[] {
    const { parse, validate, schema } = graphql.getEnveloped({})
    try {
      const document: DocumentNode = parse(text)
      const errors = validate(schema, document)
      return errors.length > 0 ? errors.map(withoutStatus) : document
    } catch (error) {
      if (error instanceof GraphQLError) return [error]
      throw error
    }
  }

  return (text) => {
    const before = known.get(text)
    if (before) return before
    const checked = check(text)
    if ('kind' in checked) {
      if (known.size >= maxKnown) for (const oldest of known.keys().take(1)) known.delete(oldest)
      known.set(text, checked)
    }
    return checked
  }
}

/** The engine notes the status that HTTP is to answer with. Who asks over a socket isn't told. */
function withoutStatus(error: GraphQLError): GraphQLError {
  const { http } = error.extensions
  if (http) Object.defineProperty(error.extensions, 'http', { value: http, enumerable: false })
  return error
}
