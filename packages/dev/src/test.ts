import { globSync } from 'node:fs'
import { ROOT } from './root.ts'
import { bundleStep } from './steps/bundle.ts'
import { choose } from './steps/choose.ts'
import { runSteps } from './steps/run.ts'
import { schemaStep } from './steps/schema.ts'
import { staticSteps } from './steps/static.ts'
import { vitestStep } from './steps/vitest.ts'

await runSteps(
  choose(process.argv.slice(2), {
    checks: [...staticSteps, schemaStep],
    tests: (args) => vitestStep('tests', hasProject(args) ? args : ['--project=!e2e', ...args]),
    bundle: bundleStep,
    stories: (args) => vitestStep('stories', ['--project=e2e', ...args]),
    projects: ['text', 'dev', 'web', 'realtime', 'db', 'api', 'bench'],
    storyFiles: globSync('apps/web/e2e/**/*.e2e.ts', { cwd: ROOT }),
  }),
)

function hasProject(args: string[]): boolean {
  return args.some((arg) => arg.startsWith('--project'))
}
