import { describe, it } from 'vitest'
import { messageIn, say, seen, timelineOf } from './support/room.ts'
import { twoPeople } from './support/two-people.ts'

describe('with the keyboard alone', () => {
  const people = twoPeople()

  it('one mentions somebody by completion', async () => {
    const { ana, ben } = people
    const composer = ana.page.getByRole('textbox', { name: /^Message / })
    await composer.focus()
    await ana.page.keyboard.type('Hi @be')
    await ana.page.getByRole('option', { name: /Ben/ }).waitFor()
    await ana.page.keyboard.press('Enter')
    await ana.page.keyboard.type('can you look at this :tad')
    await ana.page.getByRole('option', { name: /tada/ }).first().waitFor()
    await ana.page.keyboard.press('Enter')
    await ana.page.keyboard.press('Enter')
    await seen(ben.page, /Hi @Ben.*can you look/)
    await seen(ben.page, '🎉')
  })

  it('one goes to a message, reacts to it and answers in its thread', async () => {
    const { ana, ben } = people
    await say(ben.page, 'A question of mine')
    await seen(ana.page, 'A question of mine')
    await ana.page.getByRole('textbox', { name: /^Message / }).focus()
    await messageIn(timelineOf(ana.page), 'A question of mine').focus()
    await ana.page.keyboard.press('t')
    await ana.page.getByRole('complementary').getByRole('textbox').waitFor()
    await ana.page.keyboard.type('An answer')
    await ana.page.keyboard.press('Enter')
    await messageIn(timelineOf(ben.page), 'A question of mine')
      .getByRole('button', { name: /1 reply/ })
      .waitFor()
    await ana.page.keyboard.press('Escape')
  })

  it('one finds a person with the quick switcher and writes to them', async () => {
    const { ana, ben } = people
    await ana.page.keyboard.press('Control+k')
    await ana.page.getByRole('dialog').waitFor()
    await ana.page.keyboard.type('ben')
    await ana.page.getByRole('option', { name: /Ben/ }).first().waitFor()
    await ana.page.keyboard.press('Enter')
    await ana.page.getByRole('heading', { level: 1, name: /Ben/ }).waitFor()
    await say(ana.page, 'Found you')
    await ben.page.getByRole('region', { name: 'Direct messages' }).getByRole('link', { name: /Ana/ }).click()
    await seen(ben.page, 'Found you')
  })
})
