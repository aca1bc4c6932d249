import { describe, expect, it } from 'vitest'
import { createRoom, messageIn, openRoom, say, seen, timelineOf } from './support/room.ts'
import { twoPeople } from './support/two-people.ts'
import { type Person } from './support/world.ts'

describe('rooms', () => {
  const people = twoPeople()

  it('a private room is invisible to everybody else', async () => {
    const { ana, ben } = people
    await createRoom(ana.page, 'secret-plans', 'Private')
    await say(ana.page, 'Nobody else reads this')
    await seen(ana.page, 'Nobody else reads this')
    const url = new URL(ana.page.url()).pathname

    const sidebar = ben.page.getByRole('navigation', { name: 'Rooms and conversations' })
    expect(await sidebar.getByText('secret-plans').count()).toBe(0)
    await ben.page.goto(ben.line.url + url)
    await ben.page
      .getByRole('heading', { name: /not|can’t|gone|exist/i })
      .first()
      .waitFor()
    expect(await messageIn(ben.page, 'Nobody else').count()).toBe(0)
    await ben.page.goto(ben.line.url)
    await timelineOf(ben.page).waitFor()
  })

  it('a public room is found, joined and shows what is unread', async () => {
    const { ana, ben } = people
    await createRoom(ana.page, 'garden')
    await say(ana.page, 'The tomatoes are ripe')
    await seen(ana.page, 'The tomatoes are ripe')

    await ben.page.getByRole('button', { name: 'Add rooms' }).click()
    await ben.page.getByRole('menuitem', { name: /browse/i }).click()
    await ben.page
      .getByRole('searchbox')
      .or(ben.page.getByRole('textbox', { name: /search/i }))
      .first()
      .fill('gard')
    await ben.page.getByRole('button', { name: /join/i }).first().click()
    await openRoom(ben.page, 'garden')
    await seen(ben.page, 'The tomatoes are ripe')

    await openRoom(ben.page, 'general')
    await say(ana.page, `Come and pick some, @${ben.username}`)
    const link = ben.page.getByRole('navigation').getByRole('link', { name: /^garden/ })
    await link.filter({ hasText: '1' }).waitFor()
    await link.click()
    await seen(ben.page, 'Come and pick some')
    await link.filter({ hasText: '1' }).waitFor({ state: 'detached' })
  })

  it('a direct message begins from a profile', async () => {
    const { ana, ben } = people
    await openRoom(ben.page, 'garden')
    await messageIn(timelineOf(ben.page), 'The tomatoes').getByRole('link', { name: 'Ana', exact: true }).click()
    await ben.page
      .getByRole('button', { name: /^message/i })
      .first()
      .click()
    await ben.page.getByRole('heading', { level: 1, name: /Ana/ }).waitFor()
    await say(ben.page, 'Just between us')
    const sidebar = ana.page.getByRole('region', { name: 'Direct messages' })
    await sidebar.getByRole('link', { name: /Ben/ }).click()
    await seen(ana.page, 'Just between us')
  })

  it('somebody who is removed sees the room go', async () => {
    const { ana, ben } = people
    const { room } = await roomNamed(ana, 'garden')
    const user = await userOf(ben)
    await openRoom(ben.page, 'garden')
    await ana.ask('mutation ($input: RemoveFromRoomInput!) { removeFromRoom(input: $input) { __typename } }', {
      input: { roomId: room.id, userId: user.id },
    })
    const sidebar = ben.page.getByRole('navigation', { name: 'Rooms and conversations' })
    await sidebar.getByRole('link', { name: /^garden/ }).waitFor({ state: 'detached', timeout: 3000 })
    await say(ana.page, 'He is gone')
    expect(await messageIn(ben.page, 'He is gone').count()).toBe(0)
  })
})

async function roomNamed(who: Person, name: string) {
  const { viewer } = await who.ask<{
    viewer: { memberships: { edges: { node: { room: { id: string; name: string } } }[] } }
  }>('{ viewer { memberships { edges { node { room { id name } } } } } }')
  const edge = viewer.memberships.edges.find((it) => it.node.room.name === name)
  if (!edge) throw new Error(`no room named ${name}`)
  return edge.node
}

async function userOf(who: Person) {
  const { viewer } = await who.ask<{ viewer: { user: { id: string } } }>('{ viewer { user { id } } }')
  return viewer.user
}
