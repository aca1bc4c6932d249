import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { execute } from '../services/mysql.ts'
import type { Given, Provided } from './provided.ts'

export type TestDatabase = AsyncDisposable & { url: string }

/** A MySQL database of the test's own, empty, in utf8mb4; dropped when disposed. Throws what to install when there is no MySQL. */
export async function createMysqlDatabase(): Promise<TestDatabase> {
  const server = given('mysql')
  const name = `parley_test_${randomUUID().replaceAll('-', '')}`
  await execute(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, [Symbol.asyncDispose]: () => execute(server, `DROP DATABASE ${name}`) }
}

/** The URL of a real Redis that all tests of the run share: use a key prefix of your own. Throws what to install when there is none. */
export function redisUrl(): string {
  return given('redis')
}

/** The path of a real Chromium. Throws what to install when there is none. */
export function chromiumPath(): string {
  return given('chromium')
}

function given(key: keyof Provided): string {
  const value: Given | undefined = inject(key)
  if (!value) throw new Error(`This vitest project has no ${key}: list it in vitest.config.ts.`)
  if ('missing' in value) throw new Error(value.missing)
  return value.url
}
