import { expect, test } from 'vitest'
import { suggestUsername } from './suggest-username.ts'

test.each([
  ['José Álvarez', 'jose.alvarez'],
  ['  Mira   O’Kafor ', 'mira.o.kafor'],
  ['田中', ''],
  ['', ''],
])('%j suggests %j', (name, username) => {
  expect(suggestUsername(name)).toBe(username)
})
