import type { Database, Db } from '@parley/db'
import type { KyselyPlugin, QueryId } from 'kysely'

export type Statements = {
  /** What was sent to the database since the last `take`, as SQL; `begin`, `commit` and the cluster’s own aside. */
  take(): string[]
}

/** What every transaction has, whatever it is about, and what a node does by the clock. */
const isHousekeeping = /^(begin|commit)$|\bcluster_|as "placed"/

/** Writes down the statements that go through `database.kysely` from now on. */
export function recordStatements(database: Database): Statements {
  let taken: string[] = []
  const texts = new WeakMap<QueryId, string>()
  const { kysely } = database
  const recorder: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      texts.set(queryId, kysely.getExecutor().compileQuery(node, queryId).sql)
      return node
    },
    async transformResult({ queryId, result }) {
      const sent = texts.get(queryId)?.split('; ') ?? []
      taken.push(...sent.filter((sql) => !isHousekeeping.test(sql)))
      return result
    },
  }
  const recorded = kysely.withPlugin(recorder)
  // What is sent ready-made is seen on its connection only.
  database.kysely = onConnection(recorded, (talk) =>
    recorded.connection().execute((connection) => {
      const executeQuery: Db['executeQuery'] = (query) => {
        const compiled = 'sql' in query ? query : query.compile()
        texts.set(compiled.queryId, compiled.sql)
        return connection.executeQuery(compiled)
      }
      return talk(withMethod(connection, 'executeQuery', executeQuery))
    }),
  )
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
  database.kysely = onConnection(kysely, async (talk) => {
    const result = await kysely.connection().execute(talk)
    if (left-- > 0) throw Object.assign(new Error('lost on purpose'), { code: 'PROTOCOL_CONNECTION_LOST' })
    return result
  })
}

export type Pause = Disposable & {
  /** Resolves when a statement is held up. */
  reached: Promise<void>
  goOn(): void
}

/** Holds up the answer to one of the next questions, the first being 1, until it may go on; what a node does by the clock aside. */
export function pauseAfter(database: Database, nth: number): Pause {
  const { kysely } = database
  const [reached, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const asked = new Set<QueryId>()
  let answered = 0
  database.kysely = kysely.withPlugin({
    transformQuery({ node, queryId }) {
      if (!isHousekeeping.test(kysely.getExecutor().compileQuery(node, queryId).sql)) asked.add(queryId)
      return node
    },
    async transformResult({ queryId, result }) {
      if (asked.has(queryId) && ++answered === nth) {
        reached.resolve()
        await mayGoOn.promise
      }
      return result
    },
  })
  return {
    reached: reached.promise,
    goOn: mayGoOn.resolve,
    [Symbol.dispose]() {
      mayGoOn.resolve()
      database.kysely = kysely
    },
  }
}

type Talk<T> = (connection: Db) => Promise<T>

function onConnection(kysely: Db, execute: <T>(talk: Talk<T>) => Promise<T>): Db {
  return withMethod(kysely, 'connection', () => ({ execute }))
}

/** An object with one method of its own. */
function withMethod(target: Db, name: keyof Db, method: unknown): Db {
  return new Proxy(target, {
    get(_target, key): unknown {
      if (key === name) return method
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
