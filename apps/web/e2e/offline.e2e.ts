import { describe, expect, it } from 'vitest'
import { act, readTimeline, sameTimeline, say, seen, timelineOf } from './support/room.ts'
import { twoPeople } from './support/two-people.ts'

describe('somebody whose line is cut', () => {
  const people = twoPeople()

  it('has everything when it is back: what was sent, edited, retracted and reacted to meanwhile', async () => {
    const { ana, ben } = people
    await say(ana.page, 'To be edited')
    await say(ana.page, 'To be retracted')
    await seen(ben.page, 'To be retracted')

    ben.line.cut()
    await say(ana.page, 'While you were away')
    await act(ana.page, 'To be edited', 'Edit')
    const editor = timelineOf(ana.page).getByRole('textbox')
    await editor.fill('Edited while you were away')
    await editor.press('Enter')
    await seen(ana.page, 'Edited while you were away')
    await act(ana.page, 'To be retracted', 'More actions')
    await ana.page.getByRole('menuitem', { name: /delete/i }).click()
    await ana.page
      .getByRole('dialog')
      .getByRole('button', { name: /delete/i })
      .click()
    await act(ana.page, 'While you were away', 'React with ❤️')

    ben.line.mend()
    await seen(ben.page, 'While you were away')
    const live = await sameTimeline(ana.page, ben.page)
    await ben.page.reload()
    await timelineOf(ben.page).waitFor()
    expect(await sameTimeline(ana.page, ben.page)).toEqual(live)
  })

  it('sees that the line is cut, and what was written meanwhile is sent once it is back', async () => {
    const { ana, ben } = people
    ben.line.cut()
    await ben.page
      .getByText(/offline|reconnecting|connection/i)
      .first()
      .waitFor()
    await say(ben.page, 'Written in the tunnel')
    await say(ben.page, 'And another one')
    ben.line.mend()
    await seen(ana.page, 'Written in the tunnel')
    await seen(ana.page, 'And another one')
    const lines = await sameTimeline(ana.page, ben.page)
    expect(lines.filter((line) => line.includes('Written in the tunnel'))).toHaveLength(1)
    expect(lines.findIndex((it) => it.includes('tunnel'))).toBeLessThan(lines.findIndex((it) => it.includes('another')))
  })

  it('keeps what was written through a reload', async () => {
    const { ana, ben } = people
    ben.line.cut()
    await say(ben.page, 'Written before the reload')
    ben.line.mend()
    await ben.page.reload()
    await seen(ana.page, 'Written before the reload')
    const composer = ben.page.getByRole('textbox', { name: /^Message / })
    await composer.fill('A draft')
    await ben.page.waitForTimeout(500)
    await ben.page.reload()
    await timelineOf(ben.page).waitFor()
    expect(await composer.inputValue()).toBe('A draft')
    expect((await readTimeline(ana.page)).filter((it) => it.includes('before the reload'))).toHaveLength(1)
  })
})
