/** What the global setups hand to the tests. */
export type Provided = {
  mysql: Given
  redis: Given
  chromium: Given
}

export type Given = { url: string } | { missing: string }

declare module 'vitest' {
  interface ProvidedContext extends Provided {}
}
