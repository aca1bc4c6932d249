import type { Page } from 'playwright-core'

/** What one page showed since it was watched. Times are milliseconds since 1970. */
export type Seen = { messages: { text: string; at: number }[]; notices: string[] }

declare global {
  var witnessed: Seen
}

/** Notes each message that appears in the timeline and each notice (banner, toast, problem) from now on. */
export async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.witnessed = { messages: [], notices: [] }
    const known = new Set<Element>(document.querySelectorAll('article'))
    const note = (element: Element) => {
      for (const article of [
        ...element.querySelectorAll('article'),
        ...(element.matches('article') ? [element] : []),
      ]) {
        if (known.has(article)) continue
        known.add(article)
        globalThis.witnessed.messages.push({ text: article.textContent ?? '', at: Date.now() })
      }
      const notice = element.closest('output, [role=alert]') ?? element.querySelector('[role=alert]')
      if (notice?.textContent) globalThis.witnessed.notices.push(notice.textContent)
    }
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) if (node instanceof Element) note(node)
    }).observe(document.body, { childList: true, subtree: true })
  })
}

export function seenBy(page: Page): Promise<Seen> {
  return page.evaluate(() => globalThis.witnessed)
}

/** Waits until a message with this text was shown, even if others moved it out of sight since. */
export async function shown(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (text) => globalThis.witnessed.messages.some((message) => message.text.includes(text)),
    text,
  )
}

/** The longest time for which nothing new appeared, in milliseconds, between two moments. */
export function longestSilence({ messages }: Seen, from: number, to: number): number {
  const times = [from, ...messages.map(({ at }) => at).filter((at) => at > from && at < to), to]
  return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)))
}
