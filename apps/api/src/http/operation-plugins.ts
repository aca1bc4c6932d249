import { GraphQLError } from 'graphql'
import { handleStreamOrSingleExecutionResult, type Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { limitRules, parseWithinLimits } from '../schema/limits.ts'
import type { RequestContext } from './asker.ts'
import { maskError, maskResult } from './errors.ts'
import type { Execute } from './executor.ts'

// What holds for every operation, whichever transport it came by.

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

/** Queries and mutations are executed by this. */
export function executeBy(execute: Execute): Plugin<RequestContext> {
  return { onExecute: ({ setExecuteFn }) => setExecuteFn(execute) }
}

/** Masks bugs of subscriptions, under the id of the request that met them. */
export function maskBugs(log: Logger): Plugin<RequestContext> {
  return {
    onSubscribe: ({
      args: {
        contextValue: { requestId },
      },
    }) => ({
      onSubscribeResult: (payload) =>
        handleStreamOrSingleExecutionResult(payload, ({ result, setResult }) =>
          setResult(maskResult(result, log, requestId)),
        ),
      onSubscribeError: ({ error, setError }) => setError(maskError(error, log, requestId)),
    }),
  }
}

/** “Did you mean …?” would tell the schema piece by piece, to those to whom it isn't shown. */
export function withoutSuggestions({ isExplorerOpen }: Pick<Config, 'isExplorerOpen'>): Plugin<RequestContext> {
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
