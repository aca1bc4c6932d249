import { dirname } from 'node:path'
import { createApp } from './app.ts'
import { ConfigError, readConfig } from './config.ts'
import { version } from './version.ts'

await main()

/** Runs one node until it is told to stop. */
async function main(): Promise<void> {
  try {
    const config = readConfig(process.env)
    const app = await createApp(config)
    const { url } = await app.listen()
    if (app.migrations.length > 0) console.log(`Brought the database up to date: ${app.migrations.join(', ')}.`)
    const { dialect } = app.core.database
    console.log(`Parley ${version} · ${dialect} · data in ${placeOf(config.databaseUrl)} · ${config.publicUrl ?? url}`)
    stopOnSignal(app)
  } catch (error) {
    console.error(explain(error))
    process.exitCode = 1
  }
}

/** Where the data lies, in words that may be shown: a folder, or a server without its password. */
function placeOf(databaseUrl: string): string {
  if (databaseUrl === 'sqlite::memory:') return 'memory only'
  if (databaseUrl.startsWith('sqlite:')) return dirname(databaseUrl.slice('sqlite:'.length))
  const { host, pathname } = new URL(databaseUrl)
  return `${host}${pathname}`
}

/** The first signal stops in good order, within two seconds; the second at once. */
function stopOnSignal(app: AsyncDisposable): void {
  let isStopping = false
  const stop = (signal: string) => {
    if (isStopping) process.exit(130)
    isStopping = true
    console.log(`\n${signal === 'SIGINT' ? 'Stopping' : `Stopping (${signal})`} …`)
    setTimeout(() => process.exit(1), 5000).unref()
    app[Symbol.asyncDispose]().then(
      () => console.log('Stopped.'),
      (error: unknown) => {
        console.error(explain(error))
        process.exitCode = 1
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (!(error instanceof Error)) return String(error)
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Choose another one: PORT=${Number(port) + 1} npm start`
  if (code === 'EACCES' && port) return `Port ${port} needs more rights. Choose another one: PORT=4000 npm start`
  return error.stack ?? error.message
}
