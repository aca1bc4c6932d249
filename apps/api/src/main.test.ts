import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** A node as a process of its own. */
async function start(env: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'parley-main-'))
  const settings = { PORT: '0', PARLEY_HOST: '127.0.0.1', PARLEY_DATA_DIR: folder, PARLEY_LOG_LEVEL: 'warn', ...env }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, ...settings },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => void (output += String(chunk)))
  const exit = once(child, 'exit').then(([code]) => code as number)
  return {
    folder,
    exit,
    stop: (signal: NodeJS.Signals) => child.kill(signal),
    output: () => output,
    async url() {
      await expect.poll(() => output, { timeout: 15_000 }).toContain('http://')
      return /http:\/\/\S+/.exec(output)?.[0] ?? ''
    },
  }
}

test('a node says what it is and where its data lies, answers, and stops well within two seconds', async () => {
  const node = await start()
  const url = await node.url()
  expect(node.output()).toContain(`Parley 0.1.0 · sqlite · data in ${node.folder} · ${url}`)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const started = performance.now()
  node.stop('SIGTERM')
  expect(await node.exit).toBe(0)
  expect(performance.now() - started).toBeLessThan(2000)
})

test('bad configuration stops the start with the list of everything that is wrong', async () => {
  const node = await start({ PORT: 'many', DATABASE_URL: 'oracle:x', PARLEY_COLOUR: 'red' })
  expect(await node.exit).toBe(1)
  for (const name of ['PORT', 'DATABASE_URL', 'PARLEY_COLOUR']) expect(node.output()).toContain(`  - ${name} `)
})

test('a taken port, a silent database and a folder that is none are told in one line', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const file = join(tmpdir(), `parley-${crypto.randomUUID()}`)
  await writeFile(file, '')
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: String(port) }, new RegExp(`^Port ${port} is taken. Choose another one: PORT=${port + 1} npm start\n$`)],
    [
      { DATABASE_URL: 'mysql://parley:secret@127.0.0.1:1/parley' },
      /^The database does not answer: .*DATABASE_URL\.\n$/,
    ],
    [{ PARLEY_DATA_DIR: join(file, 'x') }, /^The data folder can't be used: .*PARLEY_DATA_DIR.*\n$/],
  ]
  for (const [env, line] of cases) {
    const node = await start(env)
    expect(await node.exit).toBe(1)
    expect(node.output()).toMatch(line)
  }
  taken.close()
})
