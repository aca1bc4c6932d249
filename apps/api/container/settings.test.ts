import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { containerSettings } from './settings.ts'

test('a container knows its name, its address and who stands before it', async () => {
  const settings = await containerSettings({ PORT: '4100' })
  const name = settings.PARLEY_NODE_NAME ?? hostname()
  expect(settings.PARLEY_NODE_ADDRESS).toBe(`http://${name}:4100`)
  for (const range of settings.PARLEY_TRUSTED_PROXIES?.split(',').filter(Boolean) ?? []) {
    expect(range).toMatch(/^[\d.]+\/\d+$/)
  }
})

test('what is set stays as it is', async () => {
  const env = {
    PARLEY_NODE_NAME: 'oak',
    PARLEY_NODE_ADDRESS: 'http://oak.example:1',
    PARLEY_TRUSTED_PROXIES: '10.0.0.1',
    DATABASE_URL: 'mysql://elsewhere/parley',
    DATABASE_URL_FILE: '/nowhere',
  }
  expect(await containerSettings(env)).toEqual({})
})

test('secrets stand in files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-secrets-'))
  try {
    const file = join(folder, 'redis-url')
    await writeFile(file, 'redis://:secret@redis:6379\n')
    expect(await containerSettings({ REDIS_URL_FILE: file })).toMatchObject({ REDIS_URL: 'redis://:secret@redis:6379' })
  } finally {
    await rm(folder, { recursive: true })
  }
})
