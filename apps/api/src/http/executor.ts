import { type DocumentNode, type ExecutionArgs, type ExecutionResult, GraphQLError, Kind, visit } from 'graphql'
import type { Core } from '../core.ts'
import type { WatchOperation } from '../telemetry/operations.ts'
import type { RequestContext } from './asker.ts'
import { maskResult } from './errors.ts'
import { execute } from './execute.ts'

export type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>

/**
 * How queries and mutations are executed that were read and checked, whichever way they came: by graphql-js, watched, with bugs
 * masked under the id of the request that met them, and the schema shown to those only who may see it.
 */
export function createExecutor({ config, log }: Pick<Core, 'config' | 'log'>, watch: WatchOperation): Execute {
  return (args) => {
    const context = args.contextValue as RequestContext
    const mayAsk = config.isExplorerOpen || context.viewer?.user.role === 'ADMIN' || !asksForSchema(args.document)
    const { run, end } = watch(args)
    const answer = (result: ExecutionResult) => {
      const masked = maskResult(result, log, context.requestId)
      end(masked.errors)
      return masked
    }
    const result = mayAsk ? run(() => execute(args)) : { errors: [schemaIsHidden()] }
    return 'then' in result ? result.then(answer) : answer(result)
  }
}

function schemaIsHidden(): GraphQLError {
  const message = 'The schema is shown to signed-in administrators. It is also in the documentation.'
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN_OR_MISSING' } })
}

const knownDocuments = new WeakMap<DocumentNode, boolean>()

function asksForSchema(document: DocumentNode): boolean {
  const known = knownDocuments.get(document)
  if (known !== undefined) return known
  let asks = false
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      asks ||= name.value === '__schema' || name.value === '__type'
    },
  })
  knownDocuments.set(document, asks)
  return asks
}
