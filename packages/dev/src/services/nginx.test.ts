import { expect, test } from 'vitest'
import { startNginx } from './nginx.ts'

test('Nginx serves what its lines say', async () => {
  await using nginx = await startNginx(
    ({ port }) => `server { listen 127.0.0.1:${port}; location / { return 200 "here"; } }`,
  )
  const response = await fetch(nginx.url)
  expect(await response.text()).toBe('here')
})
