import { packWeb } from './cluster/pack-web.ts'

// For the balancer's image: `node packages/dev/src/pack-web.ts <built web app> <folder to serve>`.

const [from, to] = process.argv.slice(2)
if (!from || !to) throw new Error('Say from where and to where.')
await packWeb(from, to)
