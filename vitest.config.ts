import { defineConfig } from 'vitest/config'
import { project } from './packages/config/vitest.ts'

const stories = { include: ['e2e/**/*.e2e.ts'], fileParallelism: false, testTimeout: 90_000 }

export default defineConfig({
  test: {
    projects: [
      project('text', { root: 'packages/text' }),
      project('dev', { root: 'packages/dev', services: ['mysql', 'redis'] }),
      project('web', { root: 'apps/web' }),
      project('realtime', { root: 'packages/realtime', services: ['redis'] }),
      project('db', { root: 'db', services: ['mysql'] }),
      project('api', { root: 'apps/api', services: ['mysql', 'redis'] }),
      project('bench', { root: 'packages/bench', services: ['mysql', 'redis'] }),
      project('e2e', { root: 'apps/web', services: ['chromium'], test: stories }),
    ],
  },
})
