import { containerSettings } from './settings.ts'

// In a container: what it knows of itself becomes the settings of the node that runs in it, in this process, so that signals
// reach it.

Object.assign(process.env, await containerSettings(process.env))
// `operate …` is the operator's command line, with the settings of the node.
if (process.argv[2] === 'operate') {
  process.argv.splice(2, 1)
  await import('../src/operate.ts')
} else await import('../src/main.ts')
