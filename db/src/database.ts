import { MikroORM } from '@mikro-orm/core'
import { Migrator } from '@mikro-orm/migrations'
import { MySqlDriver } from '@mikro-orm/mysql'
import { type SqlEntityManager, SqliteDriver } from '@mikro-orm/sql'
import { CompiledQuery, type DatabaseConnection, type Kysely, type Transaction } from 'kysely'
import { migrations as mysqlMigrations } from '../migrations/mysql/index.ts'
import { migrations as sqliteMigrations } from '../migrations/sqlite/index.ts'
import { migrate, migrateAlone } from './migrate.ts'
import { entities, type Tables } from './schema.ts'
import { NodeSqlite } from './sqlite.ts'

export type Dialect = 'sqlite' | 'mysql'

/** Where rows are read and written: the database itself or an open transaction. */
export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

export type Database = AsyncDisposable & {
  dialect: Dialect
  /** The typed query builder; every feature's way to the tables. */
  kysely: Db
  /** Brings the schema up to date; returns the names of the migrations that were applied. Several nodes may do it at once. */
  migrate(): Promise<string[]>
  /** The object-relational mapper that owns entities and migrations. */
  orm: Orm
}

type Orm = Awaited<ReturnType<typeof connect>>

/** Which database a URL names: `sqlite:<file>`, `sqlite::memory:` or `mysql://user:password@host:port/database`. */
export function dialectOf(url: string): Dialect {
  if (url.startsWith('sqlite:')) return 'sqlite'
  if (url.startsWith('mysql:')) return 'mysql'
  throw new Error(`not a database URL that Parley knows (sqlite:… or mysql://…): ${url.replace(/:[^:@/]*@/, ':…@')}`)
}

/** Opens a database. Nothing is migrated until `migrate()` is called. */
export async function openDatabase(url: string, options: { poolSize?: number } = {}): Promise<Database> {
  const dialect = dialectOf(url)
  const orm = await connect(url, options.poolSize ?? 10)
  const kysely = (orm.em as unknown as SqlEntityManager).getKysely<Tables>()
  return {
    dialect,
    orm,
    kysely,
    migrate: () => (dialect === 'mysql' ? migrateAlone(orm, kysely) : migrate(orm)),
    [Symbol.asyncDispose]: () => orm.close(true),
  }
}

async function connect(url: string, poolSize: number) {
  const orm = await MikroORM.init(optionsFor(url, poolSize))
  try {
    await orm.connect()
    return orm
  } catch (error) {
    // The pool looks for idle connections as long as it is open, also when it never got one.
    await orm.close(true)
    throw error
  }
}

/**
 * A stuck transaction elsewhere holds up those who wait for its rows for so long, and no longer. The database itself ends
 * the transactions of a process that says nothing for `wait_timeout`: it is frozen, or cut off, and holds what others need.
 */
const sessionSettings = "set session innodb_lock_wait_timeout = 5, wait_timeout = 10, time_zone = '+00:00'"
/** Well before the database would do so, the pool closes what it has no use for. In ms. */
const idleMs = 4_000

function optionsFor(url: string, poolSize: number): Parameters<typeof MikroORM.init>[0] {
  const dialect = dialectOf(url)
  const shared = {
    entities: [...entities],
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: true },
    migrations: {
      migrationsList: dialect === 'sqlite' ? sqliteMigrations : mysqlMigrations,
      snapshot: false,
      silent: true,
    },
  }
  if (dialect === 'sqlite') {
    const file = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
    return { ...shared, driver: SqliteDriver, dbName: file, driverOptions: new NodeSqlite(file) }
  }
  return {
    ...shared,
    driver: MySqlDriver,
    clientUrl: url,
    charset: 'utf8mb4',
    // Byte for byte, no padding: the same equality and order as SQLite's.
    collate: 'utf8mb4_0900_bin',
    pool: { min: 0, max: poolSize, idleTimeoutMillis: idleMs },
    // For `transact` alone. Values never become part of a statement's text other than by the driver's escaping.
    multipleStatements: true,
    driverOptions: { connectTimeout: 5000, enableKeepAlive: true },
    onCreateConnection: async (connection) => {
      await (connection as DatabaseConnection).executeQuery(CompiledQuery.raw(sessionSettings))
    },
  }
}
