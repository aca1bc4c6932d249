import { describe, expect, it } from 'vitest'
import { messageIn, say, seen, timelineOf } from './support/room.ts'
import { twoPeople } from './support/two-people.ts'
import { phone } from './support/world.ts'

describe('on a phone', () => {
  const people = twoPeople({ ben: { viewport: phone, hasTouch: true, isMobile: true } })

  it('one talks in the room, a new line being a new line', async () => {
    const { ana, ben } = people
    await say(ana.page, 'Where are you?')
    await seen(ben.page, 'Where are you?')
    const composer = ben.page.getByRole('textbox', { name: /^Message / })
    await composer.fill('On the train')
    await composer.press('Enter')
    await composer.pressSequentially('to you')
    await ben.page.getByRole('button', { name: 'Send' }).tap()
    await seen(ana.page, /On the train\s*to you/)
  })

  it('the sidebar is a drawer, and nothing is wider than the screen', async () => {
    const { ben } = people
    await ben.page
      .getByRole('button', { name: /rooms|menu|sidebar/i })
      .first()
      .tap()
    const sidebar = ben.page.getByRole('navigation', { name: 'Rooms and conversations' })
    await sidebar.getByRole('link', { name: /^general/ }).tap()
    await timelineOf(ben.page).waitFor()
    const overflow = await ben.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await messageIn(timelineOf(ben.page), 'Where are you?').waitFor()
  })
})
