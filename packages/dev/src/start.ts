import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { buildWeb } from './build-web.ts'
import { ROOT } from './root.ts'
import { say } from './say.ts'

say('Parley: building what changed …')
const { ok, output } = await buildWeb()
if (ok) {
  // In this process, so that a signal reaches the server and nobody else has to pass it on.
  await import(pathToFileURL(join(ROOT, 'apps/api/src/main.ts')).href)
} else {
  say(output)
  say('The web app could not be built: see above.')
  process.exitCode = 1
}
