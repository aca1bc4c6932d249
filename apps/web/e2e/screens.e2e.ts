import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, messageIn, say, timelineOf } from './support/room.ts'
import { createWorld, desktop, type Person, phone, type World } from './support/world.ts'

const folder = join(import.meta.dirname, '../screenshots')

/** The screens of the SPA, by what to open. */
const screens: Record<string, string | ((page: Page) => Promise<void>)> = {
  room: '/',
  thread: async (page) => {
    const question = messageIn(timelineOf(page), 'Which day suits')
    await question.getByRole('button', { name: /1 reply/ }).click()
    await messageIn(page.getByRole('complementary'), 'Thursday').waitFor()
  },
  details: '?pane=details',
  'new-room': '?dialog=new-room',
  'new-message': '?dialog=new-message',
  switcher: '?dialog=switcher',
  shortcuts: '?dialog=shortcuts',
  browse: '/browse',
  'settings-profile': '/settings/profile',
  'settings-appearance': '/settings/appearance',
  'settings-password': '/settings/password',
  'settings-sessions': '/settings/sessions',
  missing: '/rooms/nowhere',
}

describe.each([
  ['desktop', 'light', desktop],
  ['desktop', 'dark', desktop],
  ['phone', 'light', phone],
  ['phone', 'dark', phone],
] as const)('every screen on a %s, %s', (device, colorScheme, viewport) => {
  let world: World
  let ana: Person

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    world = await createWorld()
    ana = await world.person('Ana Okafor', { viewport, colorScheme, hasTouch: device === 'phone' })
    await timelineOf(ana.page).waitFor()
    await furnish(ana.page)
  }, 60_000)
  afterAll(() => world[Symbol.asyncDispose]())

  it.each(Object.keys(screens))('%s: axe finds nothing', async (name) => {
    const screen = screens[name]
    const home = ana.line.url
    if (typeof screen === 'function') {
      await ana.page.goto(home)
      await timelineOf(ana.page).waitFor()
      await screen(ana.page)
    } else {
      await ana.page.goto(screen?.startsWith('?') ? (await roomUrl(ana.page, home)) + screen : home + screen)
    }
    await settled(ana.page)
    await check(ana.page, `${name}-${device}-${colorScheme}`)
  })

  it('signed out: axe finds nothing', async () => {
    const { page, line } = await world.stranger({ viewport, colorScheme })
    for (const name of ['sign-in', 'sign-up']) {
      await page.goto(`${line.url}/${name}`)
      await page.getByLabel('Username').waitFor()
      await check(page, `${name}-${device}-${colorScheme}`)
    }
  })
})

async function roomUrl(page: Page, home: string): Promise<string> {
  await page.goto(home)
  await timelineOf(page).waitFor()
  return page.url().split('?')[0] ?? home
}

/** Some of everything that a room can show. */
async function furnish(page: Page): Promise<void> {
  await say(page, 'Good morning! The **new release** is out, see https://example.com/notes :tada:')
  await say(page, '```ts\nexport const answer = 42 // at last\n```')
  await say(page, '> quoted\n\n- one\n- two with `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |')
  await say(page, 'Which day suits everybody for the retrospective?')
  await act(page, 'Which day suits', 'Reply in thread')
  const thread = page.getByRole('complementary')
  await thread.getByRole('textbox').fill('Thursday, after lunch')
  await thread.getByRole('button', { name: 'Send' }).click()
  await messageIn(page.getByRole('complementary'), 'Thursday').waitFor()
  await thread
    .getByRole('button', { name: /^(close|back)/i })
    .first()
    .click()
  await say(page, ':wave: :heart:')
}

async function settled(page: Page): Promise<void> {
  await page.locator('h1, [role=dialog]').first().waitFor()
  await page.waitForLoadState('networkidle')
}

async function check(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`) })
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}
