import { parseArgs } from 'node:util'
import { openDatabase } from '@parley/db'
import { NotEmptyError, seed, type Seeded, showProgress, type Size, type SizeName, sizes } from '@parley/db/seeds'
import { ConfigError, readConfig } from '../config.ts'
import { hashPassword } from '../features/accounts/passwords.ts'

const demoPassword = 'parley-demo'

const usage = `npm run seed -- [options]

Fills the database with a team that has been talking for months. It goes where \`npm start\` looks: DATABASE_URL, or
SQLite in PARLEY_DATA_DIR.

  --size NAME       ${Object.keys(sizes).join(', ')} (small)
  --users N, --rooms N, --messages N
                    other numbers than the size's
  --password TEXT   what everybody signs in with (${demoPassword})
  --seed TEXT       another team
  --force           adds to a database that has accounts
  --help`

class UsageError extends Error {}

try {
  await main()
} catch (error) {
  if (error instanceof NotEmptyError) console.log(`${error.message} Nothing was changed; --force adds to it.`)
  else if (error instanceof UsageError || error instanceof ConfigError) console.log(error.message)
  else throw error
  process.exitCode = 1
}

async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) return console.log(usage)
  const size = sizeOf(options)
  const { databaseUrl, dataDir } = readConfig(process.env)
  await using database = await openDatabase(databaseUrl)
  await database.migrate()
  const { password = demoPassword, seed: name, force } = options
  const passwordHash = await hashPassword(password)

  console.log(`Seeding ${database.dialect === 'sqlite' ? `the database in ${dataDir}` : 'MySQL'} …`)
  let bar: ReturnType<typeof showProgress> | undefined
  const onProgress = (done: number) => {
    bar ??= showProgress(size.messages)
    bar.update(done)
  }
  try {
    const given = { ...size, passwordHash, onProgress, force: force ?? false, ...(name && { seed: name }) }
    const seeded = await seed(database, given)
    bar?.stop()
    report(seeded, password)
  } finally {
    bar?.stop()
  }
}

function report({ users, rooms, messages }: Seeded, password: string): void {
  const number = (n: number) => n.toLocaleString('en')
  const [first, ...others] = users
  console.log(`${number(users.length)} people, ${number(rooms)} rooms, ${number(messages)} messages.`)
  console.log('')
  console.log(`Sign in as   ${first?.username}${first?.role === 'ADMIN' ? ' (the administrator)' : ''}`)
  console.log(
    `or as        ${others
      .slice(0, 7)
      .map((user) => user.username)
      .join(', ')}${others.length > 7 ? ', …' : ''}`,
  )
  console.log(`password     ${password}`)
}

function readOptions() {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    size: text,
    users: text,
    rooms: text,
    messages: text,
    password: text,
    seed: text,
    force: flag,
    help: flag,
  }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

function sizeOf(options: ReturnType<typeof readOptions>): Size {
  const name = options.size ?? 'small'
  if (!isSize(name)) throw new UsageError(`There is no size ${name}. There are: ${Object.keys(sizes).join(', ')}.`)
  const size: Size = sizes[name]
  return {
    ...size,
    users: count('users', options.users, { usual: size.users, least: 2 }),
    rooms: count('rooms', options.rooms, { usual: size.rooms, least: 1 }),
    messages: count('messages', options.messages, { usual: size.messages, least: 0 }),
  }
}

function isSize(name: string): name is SizeName {
  return Object.hasOwn(sizes, name)
}

function count(name: string, text: string | undefined, { usual, least }: { usual: number; least: number }): number {
  if (text === undefined) return usual
  const value = Number(text.replaceAll(/[,_]/g, ''))
  if (!Number.isInteger(value) || value < least) throw new UsageError(`--${name} is a whole number from ${least} on.`)
  return value
}
