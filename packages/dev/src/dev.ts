import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ROOT } from './root.ts'
import { say } from './say.ts'

const port = process.env.PORT ?? '4000'
say(`Parley with reload: open http://127.0.0.1:5173 (the web app); the API restarts by itself at port ${port}.`)

const api = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'apps/api/src/main.ts'], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, PORT: port },
})
const web = spawn('vite', [], {
  cwd: join(ROOT, 'apps/web'),
  stdio: 'inherit',
  env: { ...process.env, PARLEY_API: `http://127.0.0.1:${port}` },
})
const children = [api, web]
const endAll = () => children.forEach((child) => void child.kill('SIGTERM'))
process.on('SIGINT', endAll)
process.on('SIGTERM', endAll)
await Promise.race(children.map((child) => once(child, 'exit')))
endAll()
