import { runSteps } from './steps/run.ts'
import { schemaStep } from './steps/schema.ts'
import { staticSteps } from './steps/static.ts'
import { vitestStep } from './steps/vitest.ts'

const projects = ['text', 'realtime', 'web', 'dev'].map((name) => `--project=${name}`)
const needServers = ['--exclude=**/*{mysql,redis,nginx,chromium}*.test.ts']

await runSteps([
  ...staticSteps,
  schemaStep,
  vitestStep('fast tests', [...projects, ...needServers], { PARLEY_TEST_SERVERS: 'none' }),
])
