import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { createWorld } from '../../test/world.ts'

let webDir: string

beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'parley-web-'))
  await mkdir(join(webDir, 'assets'))
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Parley</title>')
  await writeFile(join(webDir, 'favicon.svg'), '<svg/>')
  await writeFile(join(webDir, 'assets/main-abc123.js'), `export const text = '${'parley '.repeat(500)}'`)
})

async function get(path: string, headers: Record<string, string> = {}, config = { webDir }) {
  await using world = await createWorld({ config })
  const { url } = await world.listen()
  const response = await fetch(url + path, { headers })
  return { response, status: response.status, headers: response.headers, text: await response.text() }
}

test('every path that is no file is the app, to be asked for again each time, under a strict policy', async () => {
  for (const path of ['/', '/rooms/abc', '/index.html']) {
    const { status, headers, text } = await get(path)
    expect([path, status, text]).toEqual([path, 200, '<!doctype html><title>Parley</title>'])
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'; script-src 'self';/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('what has a hash in its name is kept for ever, and sent compressed', async () => {
  for (const encoding of ['br', 'gzip']) {
    const { headers, text } = await get('/assets/main-abc123.js', { 'accept-encoding': encoding })
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('content-encoding')).toBe(encoding)
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(Number(headers.get('content-length'))).toBeLessThan(300)
    expect(text).toContain('parley parley')
  }
})

test('a file that did not change is not sent again', async () => {
  const first = await get('/favicon.svg')
  const again = await get('/favicon.svg', { 'if-none-match': first.headers.get('etag') ?? '' })
  expect([again.status, again.text]).toEqual([304, ''])
})

test('a file that is not there is missing, and nothing outside of the folder is there', async () => {
  for (const path of [
    '/assets/gone.js',
    '/..%2f..%2fetc%2fhosts.txt',
    '/%2e%2e/%2e%2e/package.json',
    '/%00.js',
    '/%zz',
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, path === '/%zz' ? 400 : 404])
  }
})

test('without a build it says what to run', async () => {
  const { status, text } = await get('/', {}, { webDir: join(webDir, 'nowhere') })
  expect(status).toBe(404)
  expect(text).toContain('npm run build')
})

test('health and readiness', async () => {
  expect(await get('/healthz')).toMatchObject({ status: 200, text: 'ok\n' })
  expect(JSON.parse((await get('/readyz')).text)).toEqual({ database: true, broker: true, accepting: true })
  await using world = await createWorld()
  const { url } = await world.listen()
  await world.app.core.broker.close()
  expect((await fetch(`${url}/readyz`)).status).toBe(503)
})
