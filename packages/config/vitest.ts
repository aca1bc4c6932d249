import { defineProject, type UserWorkspaceConfig } from 'vitest/config'

type Service = 'mysql' | 'redis' | 'chromium'

export type ProjectOptions = {
  /** Its folder, from the root. */
  root: string
  /** The real servers that its tests get, see packages/dev/src/testing. */
  services?: Service[]
  test?: UserWorkspaceConfig['test']
}

/** A vitest project: every `*.test.ts(x)` of a workspace. */
export function project(name: string, { root, services = [], test }: ProjectOptions): UserWorkspaceConfig {
  return defineProject({
    root: `./${root}`,
    // As Node does it; otherwise `graphql` is there twice, once as ESM for us and once as CommonJS for the libraries.
    resolve: { mainFields: ['main'], extensions: ['.js', '.ts', '.tsx', '.mjs', '.json'] },
    test: {
      name,
      include: ['**/*.test.{ts,tsx}'],
      globalSetup: services.map(
        (service) => new URL(`../dev/src/testing/${service}.setup.ts`, import.meta.url).pathname,
      ),
      testTimeout: 20_000,
      hookTimeout: 60_000,
      ...test,
    },
  })
}
