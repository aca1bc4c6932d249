import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Config } from '../config.ts'
import { limitRules, parseWithinLimits } from '../schema/limits.ts'

// What holds for every document, whichever transport it came by.

/** Documents that are too large are refused before they are read. */
export function limitDocuments(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn(parseWithinLimits)
      return ({ result }) => {
        if (result instanceof GraphQLError) markUnread(result)
      }
    },
    onValidate: ({ addValidationRule }) => limitRules.forEach(addValidationRule),
  }
}

/** The engine keeps the error, and marks it only when a request of its own server was the first to make that mistake. */
function markUnread({ extensions }: GraphQLError): void {
  extensions.code ??= 'GRAPHQL_PARSE_FAILED'
  if (!extensions.http) Object.defineProperty(extensions, 'http', { value: { spec: true, status: 400 } })
}

/** “Did you mean …?” would tell the schema piece by piece, to those to whom it isn't shown. */
export function withoutSuggestions({ isExplorerOpen }: Pick<Config, 'isExplorerOpen'>): Plugin {
  if (isExplorerOpen) return {}
  return {
    onValidate:
      () =>
      ({ valid, result, setResult }) => {
        if (!valid) setResult((result as GraphQLError[]).map(withoutSuggestion))
      },
  }
}

function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ Did you mean .*$/s, '')
  const { nodes, extensions } = error
  return message === error.message ? error : new GraphQLError(message, { nodes, extensions })
}
