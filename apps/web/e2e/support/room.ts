import type { Locator, Page } from 'playwright-core'

// What a person does in a room, by what they see: roles and names, never classes.

export function timelineOf(page: Page): Locator {
  return page.getByRole('group', { name: /^Messages in/ })
}

export function messageIn(scope: Page | Locator, text: string | RegExp): Locator {
  return scope.getByRole('article').filter({ hasText: text })
}

/** Writes a message and sends it: by Enter, or on a phone, where that is a new line, by the button. */
export async function say(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^Message / }).first()
  await composer.fill(text)
  const isPhone = await page.evaluate(() => matchMedia('(pointer: coarse)').matches)
  if (isPhone) await page.getByRole('button', { name: 'Send' }).first().click()
  else await composer.press('Enter')
}

/** Waits until the message is seen and acknowledged. */
export async function seen(page: Page, text: string | RegExp): Promise<Locator> {
  const message = messageIn(timelineOf(page), text).last()
  await message.waitFor()
  return message
}

/** Presses a button of a message's toolbar. */
export async function act(page: Page, text: string, button: string | RegExp): Promise<void> {
  const message = await seen(page, text)
  const wanted = page.getByRole('toolbar', { name: 'Message actions' }).getByRole('button', { name: button })
  // What comes meanwhile may move the message away from under the pointer.
  const point = async () => {
    await message.hover()
    return wanted.isVisible()
  }
  for (let tries = 0; tries < 20 && !(await point()); tries++) await page.waitForTimeout(100)
  await wanted.click()
}

/** What a timeline says: one string per message, whatever the pointer is over. */
export async function readTimeline(page: Page): Promise<string[]> {
  return timelineOf(page)
    .getByRole('article')
    .evaluateAll((articles) =>
      articles.map((article) => {
        const copy = article.cloneNode(true) as HTMLElement
        for (const toolbar of copy.querySelectorAll('[role=toolbar]')) toolbar.remove()
        return copy.textContent ?? ''
      }),
    )
}

/** Waits until two people's timelines say the same. */
export async function sameTimeline(a: Page, b: Page, ms = 10_000): Promise<string[]> {
  const end = Date.now() + ms
  for (;;) {
    const [one, other] = [await readTimeline(a), await readTimeline(b)]
    if (one.length > 0 && JSON.stringify(one) === JSON.stringify(other)) return one
    if (Date.now() > end) throw new Error(`the timelines differ:\n${one.join(' | ')}\n${other.join(' | ')}`)
    await a.waitForTimeout(50)
  }
}

/** Opens a room by its name in the sidebar. */
export async function openRoom(page: Page, name: string): Promise<void> {
  const sidebar = page.getByRole('navigation', { name: 'Rooms and conversations' })
  await sidebar.getByRole('link', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** Makes a room and is in it. */
export async function createRoom(page: Page, name: string, kind: 'Public' | 'Private' = 'Public'): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Add rooms' }).click()
  await page.getByRole('menuitem', { name: /create/i }).click()
  await dialog.getByText(kind, { exact: true }).click()
  await dialog.getByRole('textbox', { name: /name/i }).fill(name)
  await dialog.getByRole('button', { name: /^create/i }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** The room that a page shows. */
export function roomIdOf(page: Page): string {
  return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')
}

/** Scrolls from the end of a timeline up to a message with this text, and back. Answers what all the messages say that it met, oldest first. */
export function readBackTo(page: Page, text: string): Promise<string[]> {
  return timelineOf(page).evaluate(async (timeline, text) => {
    const met: { id: string | undefined; text: string }[] = []
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const inView = () => {
      const frame = timeline.getBoundingClientRect()
      return [...timeline.querySelectorAll<HTMLElement>('article[data-message]')].filter((article) => {
        const { top, bottom } = article.getBoundingClientRect()
        return bottom > frame.top && top < frame.bottom
      })
    }
    timeline.scrollTop = timeline.scrollHeight
    for (let tries = 0; tries < 100; tries += 1) {
      await nextFrame()
      await nextFrame()
      const known = new Set(met.map(({ id }) => id))
      const fresh = inView().filter((article) => !known.has(article.dataset.message))
      met.unshift(...fresh.map((article) => ({ id: article.dataset.message, text: article.textContent ?? '' })))
      if (fresh.some((article) => article.textContent?.includes(text))) break
      if (fresh.length > 0) tries = 0
      timeline.scrollTop -= timeline.clientHeight / 3
    }
    timeline.scrollTop = timeline.scrollHeight
    await nextFrame()
    return met.map((message) => message.text)
  }, text)
}
