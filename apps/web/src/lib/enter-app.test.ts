import { expect, test } from 'vitest'
import { isOwnPath } from './enter-app.ts'

test.each(['/', '/rooms/1?thread=2', '/settings/profile#x'])('%s stays on this site', (path) => {
  expect(isOwnPath(path)).toBe(true)
})

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', undefined])(
  '%s does not',
  (path) => {
    expect(isOwnPath(path)).toBe(false)
  },
)
