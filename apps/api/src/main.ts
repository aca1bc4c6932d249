import { dirname } from 'node:path'
import { type App, createApp } from './app.ts'
import { readConfig } from './config.ts'
import { explain } from './explain.ts'
import { version } from './version.ts'

await main()

/** Runs one node until it is told to stop. */
async function main(): Promise<void> {
  try {
    const config = readConfig(process.env)
    const app = await createApp(config)
    const { url } = await app.listen().catch(async (error: unknown) => {
      await app[Symbol.asyncDispose]()
      throw error
    })
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

/**
 * The first signal stops in good order: at once when the node is alone, else when its connections and rooms are elsewhere.
 * The second stops in no order.
 */
function stopOnSignal(app: App): void {
  let isStopping = false
  const end = () => {
    setTimeout(() => process.exit(1), 5000).unref()
    return app[Symbol.asyncDispose]()
  }
  const stop = (signal: string) => {
    if (isStopping) process.exit(130)
    isStopping = true
    console.log(`\n${signal === 'SIGINT' ? 'Stopping' : `Stopping (${signal})`} …`)
    app
      .stop()
      .catch((error: unknown) => console.error(explain(error)))
      .then(end)
      .then(
        () => console.log('Stopped.'),
        (error: unknown) => {
          console.error(explain(error))
          process.exitCode = 1
        },
      )
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)
}
