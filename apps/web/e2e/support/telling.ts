import { availableParallelism, loadavg } from 'node:os'
import { expect, vi } from 'vitest'
import type { Driver } from './bots.ts'
import { messageIn, readBackTo, timelineOf } from './room.ts'
import type { Person } from './world.ts'

/** Expects that this person's timeline holds all of it that was acknowledged: nothing lost, doubled or out of order. */
export async function expectAll({ page }: Person, { word, acknowledged }: Driver): Promise<void> {
  const inOrder = acknowledged.toSorted((a, b) => a.seq - b.seq).map(({ text }) => text)
  const last = messageIn(timelineOf(page), inOrder.at(-1) ?? '')
  await last.last().waitFor({ timeout: onThisMachine(10_000) })
  const mine = new RegExp(`${word} \\d+\\.`)
  const shown = (await readBackTo(page, inOrder[0] ?? '')).flatMap((text) => mine.exec(text)?.[0] ?? [])
  expect(shown).toEqual(inOrder)
}

/** Waits until it is so; for what a cluster does by itself, in this many milliseconds. */
export function eventually(check: () => Promise<void>, ms: number): Promise<void> {
  return vi.waitFor(check, { timeout: onThisMachine(ms), interval: 50 })
}

/** What takes so many milliseconds when nothing else is done takes longer on a machine that has more to do than it has processors. */
export function onThisMachine(milliseconds: number): number {
  const [load = 0] = loadavg()
  return milliseconds * Math.max(1, load / availableParallelism())
}
