import { containerSettings } from './settings.ts'

// In a container: what it knows of itself becomes the settings of the node that runs in it, in this process, so that signals
// reach it.

Object.assign(process.env, await containerSettings(process.env))
await import('../src/main.ts')
