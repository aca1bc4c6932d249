import { describe, expect, it } from 'vitest'
import { act, messageIn, roomIdOf, say, sameTimeline, seen, timelineOf } from './support/room.ts'
import { twoPeople } from './support/two-people.ts'

describe('two people in the default room', () => {
  const people = twoPeople()

  it('see what the other says within a second, in both directions', async () => {
    const { ana, ben } = people
    for (const [speaker, listener, text] of [
      [ana, ben, 'Good morning'],
      [ben, ana, 'Morning! Coffee?'],
      [ana, ben, 'Yes **please**'],
    ] as const) {
      const words = text.replaceAll('*', '')
      await say(speaker.page, text)
      const sent = performance.now()
      await seen(listener.page, words)
      expect(performance.now() - sent).toBeLessThan(1000)
    }
    await sameTimeline(ana.page, ben.page)
  })

  it('see an edit, and what it said before', async () => {
    const { ana, ben } = people
    await say(ana.page, 'The meeting is at nine')
    await act(ana.page, 'The meeting is at nine', 'Edit')
    const editor = timelineOf(ana.page).getByRole('textbox')
    await editor.fill('The meeting is at ten')
    await editor.press('Enter')
    const edited = await seen(ben.page, 'The meeting is at ten')
    await edited.getByRole('button', { name: /edited/i }).click()
    await ben.page.getByText('The meeting is at nine', { exact: true }).waitFor()
    await ben.page.keyboard.press('Escape')
  })

  it('edit the last message with the arrow key', async () => {
    const { ana, ben } = people
    await say(ana.page, 'A smal mistake')
    await seen(ana.page, 'A smal mistake')
    await ana.page.getByRole('textbox', { name: /^Message / }).press('ArrowUp')
    const editor = timelineOf(ana.page).getByRole('textbox')
    await editor.fill('A small mistake')
    await editor.press('Enter')
    await seen(ben.page, 'A small mistake')
  })

  it('see a message go when it is deleted', async () => {
    const { ana, ben } = people
    await say(ben.page, 'Not for everybody')
    await seen(ana.page, 'Not for everybody')
    await act(ben.page, 'Not for everybody', 'More actions')
    await ben.page.getByRole('menuitem', { name: /delete/i }).click()
    await ben.page
      .getByRole('dialog')
      .getByRole('button', { name: /delete/i })
      .click()
    await messageIn(timelineOf(ana.page), 'Not for everybody').waitFor({ state: 'detached' })
    await seen(ana.page, /deleted/i)
    await sameTimeline(ana.page, ben.page)
  })

  it('react, and take it back', async () => {
    const { ana, ben } = people
    await say(ana.page, 'Shipped!')
    await act(ben.page, 'Shipped!', 'React with 👍')
    const shown = messageIn(timelineOf(ana.page), 'Shipped!').getByRole('button', { name: /^👍, / })
    await shown.waitFor()
    await messageIn(timelineOf(ben.page), 'Shipped!').getByRole('button', { name: /^👍, / }).click()
    await shown.waitFor({ state: 'detached' })
  })

  it('talk in a thread beside the room', async () => {
    const { ana, ben } = people
    await say(ana.page, 'Which colour for the door?')
    await act(ben.page, 'Which colour for the door?', 'Reply in thread')
    const thread = ben.page.getByRole('complementary')
    const composer = thread.getByRole('textbox')
    await composer.fill('Green, I think')
    await composer.press('Enter')
    await messageIn(thread, 'Green, I think').waitFor()
    await messageIn(timelineOf(ana.page), 'Which colour for the door?')
      .getByRole('button', { name: /1 reply/ })
      .click()
    await messageIn(ana.page.getByRole('complementary'), 'Green, I think').waitFor()
    expect(await messageIn(timelineOf(ana.page), 'Green, I think').count()).toBe(0)
  })
  it('stay at the end while more is said than fits on the screen', async () => {
    const { ana, ben } = people
    const roomId = roomIdOf(ana.page)
    const send = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename } }'
    const words = Array.from({ length: 60 }, (_, index) => `Word ${index}.`)
    for (let index = 0; index < words.length; index += 6) {
      const burst = words.slice(index, index + 6)
      const sent = burst.map((text) => ben.ask(send, { input: { roomId, text, clientId: crypto.randomUUID() } }))
      await Promise.all(sent)
    }
    await seen(ana.page, 'Word 59.')
    await seen(ben.page, 'Word 59.')
    await timelineOf(ana.page).hover()
    await ana.page.mouse.wheel(0, -300)
    await ana.page.getByRole('button', { name: 'Jump to latest' }).waitFor()
  })
})
