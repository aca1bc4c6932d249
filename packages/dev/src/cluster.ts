import { HELP, readArguments } from './cluster/arguments.ts'
import { giveOrder } from './cluster/control.ts'
import { runCluster } from './cluster/run.ts'
import { say } from './say.ts'

try {
  const asked = readArguments(process.argv.slice(2))
  if (asked.kind === 'help') say(HELP)
  else if (asked.kind === 'run') await runCluster(asked)
  else {
    const { ok, text } = await giveOrder(asked.folder, asked.words)
    if (!ok) throw new Error(text)
    say(text)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
