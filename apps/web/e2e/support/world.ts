import { chromiumPath } from '@parley/dev/testing'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { type Line, openLine } from './line.ts'
import { startServer } from './server.ts'

const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

export const desktop = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

export type Person = { name: string; username: string; page: Page; line: Line; ask: Ask }

/** One GraphQL operation as this person, outside the SPA. Rejects when it answers with errors. */
export type Ask = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>

/** Where the people of a world go. */
type Place = AsyncDisposable & { port: number; url: string }

export type World = AsyncDisposable & {
  /** The server without anybody's line between. */
  url: string
  browser: Browser
  /** Somebody new with an account, a browser context and a line of their own, whose SPA is open. */
  person(name: string, options?: PersonOptions): Promise<Person>
  /** Somebody without an account, at the first screen. */
  stranger(options?: PersonOptions): Promise<Pick<Person, 'page' | 'line'>>
}

export type PersonOptions = BrowserContextOptions & {
  path?: string
  /** What is done with the page before it opens. */
  before?: (page: Page) => Promise<void>
}

const password = 'a heron waits in the reeds'

/** A node of its own, a real Chromium and the people who use it. An error that a page doesn't catch fails the test. */
export async function createWorld(env: Record<string, string> = {}): Promise<World> {
  return openWorld(await startServer(env))
}

/** The same with this server, which ends with it. */
export async function openWorld(server: Place): Promise<World> {
  const stack = new AsyncDisposableStack()
  stack.use(server)
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: flags })
  stack.defer(() => browser.close())
  let people = 0

  async function open(
    { path = '/', before, ...options }: PersonOptions = {},
    prepare?: (line: Line, page: Page) => Promise<void>,
  ) {
    const line = stack.use(await openLine(server.port))
    const context = await browser.newContext({ viewport: desktop, reducedMotion: 'reduce', ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(8_000)
    page.on('pageerror', (error) => failures.push(error))
    await before?.(page)
    await prepare?.(line, page)
    await page.goto(line.url + path)
    return { line, page }
  }

  const failures: Error[] = []

  return {
    url: server.url,
    browser,
    stranger: (options) => open(options),
    async person(name, options) {
      const username = `${name.toLowerCase().replace(/[^a-z]/g, '')}${++people}`
      const { line, page } = await open(options, (line, page) => register(line, page, { name, username }))
      return { name, username, page, line, ask: asker(line, page) }
    },
    async [Symbol.asyncDispose]() {
      await stack.disposeAsync()
      if (failures.length > 0) throw new AggregateError(failures, failures.map((it) => it.message).join('\n'))
    },
  }
}

async function register(line: Line, page: Page, who: { name: string; username: string }): Promise<void> {
  await asker(line, page)(
    'mutation ($input: RegisterInput!) { register(input: $input) { __typename ... on Error { message } } }',
    { input: { ...who, password, remember: true } },
  )
}

/** Asks again for a while where no node could answer. */
function asker(line: Line, page: Page): Ask {
  return async <T>(query: string, variables: Record<string, unknown> = {}) => {
    const until = Date.now() + 10_000
    for (;;) {
      const response = await page.context().request.post(`${line.url}/graphql`, {
        data: { query, variables },
        headers: { origin: line.url },
      })
      if ([502, 503, 504].includes(response.status()) && Date.now() < until) continue
      const { data, errors }: { data?: T; errors?: { message: string }[] } = await response.json()
      if (errors || !data) throw new Error(errors?.map((it) => it.message).join('\n') ?? 'no answer')
      return data
    }
  }
}
