import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

/** Three who work in two pieces each; `-` is a turn of the event loop. */
async function workTogether(msPerPiece: number): Promise<string> {
  const turns = new Turns()
  let seen = ''
  const work = async (name: string) => {
    for (let piece = 0; piece < 2; piece++) {
      await turns.next()
      seen += name
      for (const until = performance.now() + msPerPiece; performance.now() < until; );
    }
  }
  let isOver = false
  const tick = () => {
    seen += '-'
    if (!isOver) setImmediate(tick)
  }
  setImmediate(tick)
  await Promise.all(['a', 'b', 'c'].map(work))
  isOver = true
  return seen
}

test('long pieces have a turn of the event loop each, in the order in which they were asked for', async () => {
  expect(await workTogether(6)).toMatch(/^-?a-+b-+c-+a-+b-+c-*$/)
})

test('short pieces share one', async () => {
  const seen = await workTogether(0)
  expect(seen.replaceAll('-', '')).toBe('abcabc')
  expect(seen.length).toBeLessThan(6 + 5)
})
