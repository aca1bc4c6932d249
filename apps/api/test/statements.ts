import type { Database, Db } from '@parley/db'
import type { KyselyPlugin } from 'kysely'

export type Statements = {
  /** What was sent to the database since the last `take`, as SQL; `begin` and `commit` aside. */
  take(): string[]
}

/** Writes down the statements that go through `database.kysely` from now on. */
export function recordStatements(database: Database): Statements {
  let taken: string[] = []
  const { kysely } = database
  const recorder: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      taken.push(kysely.getExecutor().compileQuery(node, queryId).sql)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  database.kysely = kysely.withPlugin(recorder)
  return {
    take() {
      const before = taken
      taken = []
      return before
    },
  }
}

/**
 * Loses the answer to the next commits: the transaction is durable, and whoever asked for it is told that the connection
 * broke.
 */
export function loseCommits(database: Database, count = 1): void {
  const { kysely } = database
  let left = count
  database.kysely = new Proxy(kysely, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key)
      if (key !== 'connection') return typeof value === 'function' ? value.bind(target) : value
      return () => ({
        async execute<T>(talk: (connection: Db) => Promise<T>): Promise<T> {
          const result = await target.connection().execute(talk)
          if (left-- > 0) throw Object.assign(new Error('lost on purpose'), { code: 'PROTOCOL_CONNECTION_LOST' })
          return result
        },
      })
    },
  })
}
