import type { TestProject } from 'vitest/node'
import { type Service, ServiceUnavailableError } from '../services/index.ts'
import type { Provided } from './provided.ts'

// The projects of one run share a server. Each loads this module afresh, hence the place that they have in common.
const shared = Symbol.for('parley.shared-services')

type Start = () => Promise<Service>
type Shared = Map<string, Promise<Service>>

/** A vitest global setup that gives the tests of a project the server that all projects share. */
export function shareService(key: keyof Provided, start: Start) {
  return async (project: TestProject): Promise<() => Promise<void>> => {
    if (process.env.PARLEY_TEST_SERVERS === 'none') return nothing
    const running = runningServices()
    const starting = running.get(key) ?? start()
    running.set(key, starting)
    try {
      const service = await starting
      project.provide(key, { url: service.url })
      return () => service.stop()
    } catch (error) {
      if (!(error instanceof ServiceUnavailableError)) throw error
      project.provide(key, { missing: error.message })
      return nothing
    }
  }
}

async function nothing(): Promise<void> {}

function runningServices(): Shared {
  const home: typeof globalThis & { [shared]?: Shared } = globalThis
  home[shared] ??= new Map()
  return home[shared]
}
