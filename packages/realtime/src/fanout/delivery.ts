import type { ExecutionResult } from 'graphql'
import { Results } from './outbox.ts'

/** How long in ms a result may be shown again although nothing happened in its stream: other things may have changed. */
export const maxAgeMs = 5_000

/** One execution's result as JSON. */
export type Payload = { readonly json: Buffer; readonly hasErrors: boolean }

export function serialise({ data, errors, extensions }: ExecutionResult): Payload {
  return { json: Buffer.from(JSON.stringify({ data, errors, extensions })), hasErrors: errors !== undefined }
}

/** One batch on its way to those of a group who were given it. */
export class Delivery {
  readonly revision: unknown
  readonly #startedAt = performance.now()
  state: 'running' | 'ready' | 'failed' = 'running'
  results = new Results([])
  error: unknown
  /** Who goes on when it's settled. */
  readonly waiting: { drain(): void }[] = []
  #hasErrors = false

  constructor(revision: unknown) {
    this.revision = revision
  }

  /** Whether who is given the same batch now may share it. What has failed, even in part, is tried again. */
  isGoodFor(revision: unknown): boolean {
    if (this.#hasErrors || this.revision !== revision) return false
    return performance.now() - this.#startedAt < maxAgeMs
  }

  settle(payloads: readonly Payload[]): void {
    this.#hasErrors = payloads.some(({ hasErrors }) => hasErrors)
    this.results = new Results(payloads.map(({ json }) => json))
    this.#end('ready')
  }

  fail(error: unknown): void {
    this.#hasErrors = true
    this.error = error
    this.#end('failed')
  }

  #end(state: 'ready' | 'failed'): void {
    this.state = state
    for (const each of this.waiting) each.drain()
    this.waiting.length = 0
  }
}
