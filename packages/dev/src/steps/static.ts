import { TURBO } from '../build-web.ts'
import { exec } from '../exec.ts'
import { type Step, verdict } from './step.ts'

const FIVE_MINUTES = 300_000

/** What needs no server and looks at the files only. */
export const staticSteps: Step[] = [
  program('format', 'biome format --colors=off', 'Mend it with `npm run format`.'),
  // Before lint, which reads types too: it writes those of the schema.
  program('types', 'turbo run typecheck --continue --output-logs=errors-only'),
  program('lint', 'oxlint --report-unused-disable-directives'),
  program('boundaries', 'depcruise --config packages/config/boundaries.js --output-type err-long apps packages db'),
  program('dead code', 'knip --config packages/config/knip.json --no-progress'),
]

function program(name: string, line: string, hint = ''): Step {
  const [command = '', ...args] = line.split(' ')
  return {
    name,
    run: async () => {
      const { ok, output } = await exec(command, args, { env: TURBO, timeout: FIVE_MINUTES })
      return verdict(ok, `${output.trim()}\n${hint}`.trim())
    },
  }
}
