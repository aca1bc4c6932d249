import { chromiumPath } from '@parley/dev/testing'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { type Line, openLine } from './line.ts'
import { type Server, startServer } from './server.ts'

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

export type World = AsyncDisposable & {
  server: Server
  browser: Browser
  /** Somebody new with an account, a browser context and a line of their own, whose SPA is open. */
  person(name: string, options?: PersonOptions): Promise<Person>
  /** Somebody without an account, at the first screen. */
  stranger(options?: PersonOptions): Promise<Pick<Person, 'page' | 'line'>>
}

export type PersonOptions = BrowserContextOptions & { path?: string }

const password = 'a heron waits in the reeds'

/** A server, a real Chromium and the people who use it. What the page says in its console as an error fails the test. */
export async function createWorld(env: Record<string, string> = {}): Promise<World> {
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startServer(env))
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: flags })
  stack.defer(() => browser.close())
  let people = 0

  async function open(
    { path = '/', ...options }: PersonOptions = {},
    prepare?: (line: Line, page: Page) => Promise<void>,
  ) {
    const line = stack.use(await openLine(server.port))
    const context = await browser.newContext({ viewport: desktop, reducedMotion: 'reduce', ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(8_000)
    page.on('pageerror', (error) => failures.push(error))
    await prepare?.(line, page)
    await page.goto(line.url + path)
    return { line, page }
  }

  const failures: Error[] = []

  return {
    server,
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

function asker(line: Line, page: Page): Ask {
  return async <T>(query: string, variables: Record<string, unknown> = {}) => {
    const response = await page.context().request.post(`${line.url}/graphql`, {
      data: { query, variables },
      headers: { origin: line.url },
    })
    const answer: { data?: T; errors?: { message: string }[] } = await response.json()
    if (answer.errors || !answer.data) throw new Error(answer.errors?.map((it) => it.message).join('\n') ?? 'no answer')
    return answer.data
  }
}
