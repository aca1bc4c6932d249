import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const CHILD = `
  import { startRedis } from '${new URL('./redis.ts', import.meta.url).href}'
  import { makeFolder } from '${new URL('./own.ts', import.meta.url).href}'
  const folder = await makeFolder('guard')
  const redis = await startRedis({ own: true })
  console.log(JSON.stringify({ pid: redis.pid, folder }))
`

test('a server and its folder are gone when the process that started them was killed', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  const { pid, folder } = JSON.parse(String(line))
  expect(existsSync(folder)).toBe(true)
  child.kill('SIGKILL')
  await expect.poll(() => existsSync(folder)).toBe(false)
  await expect.poll(() => isRunning(pid)).toBe(false)
})

/** A zombie, which nobody has reaped yet, doesn't run. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !isZombie(pid)
}

function isZombie(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
}
