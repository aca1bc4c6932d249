import { CompiledQuery } from 'kysely'
import type { Database, Db, Dialect, Tx } from './database.ts'

/** A statement that is ready to be sent, and the rows that it answers with. */
export type Statement<Row = unknown> = { compile(): CompiledQuery<Row> }

/** Statements by the name under which their rows are wanted; null where there is nothing to ask. */
export type Questions = Record<string, Statement | null>
export type Answers<Q extends Questions> = {
  [Name in keyof Q]: NonNullable<Q[Name]> extends Statement<infer Row> ? Row[] : never
}

/**
 * A transaction that spares the way to the database and back: statements that nobody waits for travel with the next that
 * somebody does, `begin` with the first and `commit` with the last. In order, each once; none after one that failed.
 */
export type Talk = {
  /** Adds statements that are sent with the next `ask`, or with the commit. An error of theirs comes up there. */
  put(...statements: Statement[]): void
  /** Sends what was put and these, together. Rows by name, one answer per group. */
  ask<G extends Questions[]>(...groups: G): Promise<{ [Index in keyof G]: Answers<G[Index]> }>
  /** Sends what was put, and returns the transaction for statements that go alone. What is put later is not yet in it. */
  open(): Promise<Tx>
}

/**
 * Runs `work` in a transaction; resolves when it is durable. Rejects with what `work` or a statement threw, and then
 * nothing of it has happened; when the connection broke during the commit, it may have.
 */
export async function transact<T>(
  { kysely, dialect }: Pick<Database, 'kysely' | 'dialect'>,
  work: (talk: Talk) => Promise<T>,
): Promise<T> {
  return kysely.connection().execute(async (connection) => {
    const talk = createTalk(connection, dialect)
    talk.put(begin)
    try {
      const value = await work(talk)
      talk.put(commit)
      await talk.open()
      return value
    } catch (error) {
      // Where the connection is lost the database does so by itself.
      await connection.executeQuery(rollback.compile()).catch(() => undefined)
      throw error
    }
  })
}

const begin = plain('begin')
const commit = plain('commit')
const rollback = plain('rollback')

function plain(sql: string): Statement {
  return { compile: () => CompiledQuery.raw(sql) }
}

function createTalk(connection: Db, dialect: Dialect): Talk {
  const send = dialect === 'mysql' ? sendTogether : sendInTurn
  let pending: Statement[] = []

  /** Sends what is pending and these; returns the rows of these. */
  async function flush(asked: readonly Statement[]): Promise<unknown[][]> {
    const statements = [...pending, ...asked]
    pending = []
    if (statements.length === 0) return []
    const answers = await send(connection, statements)
    return answers.slice(statements.length - asked.length)
  }

  return {
    put: (...statements) => void pending.push(...statements),
    async ask<G extends Questions[]>(...groups: G) {
      const asked = groups.flatMap((group) => Object.values(group).filter((statement) => statement !== null))
      const answers = asked.length > 0 ? (await flush(asked)).values() : [].values()
      const answered = groups.map((group) =>
        Object.fromEntries(Object.entries(group).map(([name, it]) => [name, it ? answers.next().value : []])),
      )
      return answered as { [Index in keyof G]: Answers<G[Index]> }
    },
    async open() {
      await flush([])
      // All it lacks is the name: `begin` was said on this connection.
      return connection as Tx
    },
  }
}

/** One text, one way there and back. MySQL answers each statement, and stops at the first that fails. */
async function sendTogether(connection: Db, statements: readonly Statement[]): Promise<unknown[][]> {
  const compiled = statements.map((statement) => statement.compile())
  const [only] = compiled
  if (compiled.length === 1 && only) return [(await connection.executeQuery(only)).rows]
  const text = compiled.map(({ sql }) => sql).join('; ')
  const parameters = compiled.flatMap((query) => [...query.parameters])
  const { rows } = await connection.executeQuery(CompiledQuery.raw(text, parameters))
  return rows as unknown[][]
}

async function sendInTurn(connection: Db, statements: readonly Statement[]): Promise<unknown[][]> {
  const answers: unknown[][] = []
  for (const statement of statements) answers.push((await connection.executeQuery(statement.compile())).rows)
  return answers
}
