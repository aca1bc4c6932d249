import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { timelineOf } from './support/room.ts'
import { createWorld, type Person, type World } from './support/world.ts'

/** A cluster of one; what several nodes do is told elsewhere. */
describe('the console of a single node', () => {
  let world: World
  let ana: Person

  beforeAll(async () => {
    world = await createWorld({ PARLEY_NODE_NAME: 'alone', PARLEY_HEARTBEAT_MS: '1000' })
    ana = await world.person('Ana Okafor')
    await timelineOf(ana.page).waitFor()
    await ana.page.goto(`${ana.line.url}/admin`)
    await nodeRow(ana.page).waitFor()
  }, 60_000)
  afterAll(() => world[Symbol.asyncDispose]())

  it('shows the node as it is, and offers nothing that would leave nobody to serve', async () => {
    const row = nodeRow(ana.page)
    await row.getByText('Active').waitFor()
    await row.getByText('Leader').waitFor()
    expect(await ana.page.getByRole('button', { name: 'Rebalance rooms…' }).isDisabled()).toBe(true)
    await row.getByRole('button', { name: 'Actions for alone' }).click()
    const drain = ana.page.getByRole('menuitem', { name: /Drain/ })
    expect(await drain.getAttribute('aria-disabled')).toBe('true')
    expect(await drain.textContent()).toContain('the only one')
    await ana.page.keyboard.press('Escape')
  })

  it('is live: whoever connects is counted with the next heartbeat', async () => {
    const connections = nodeRow(ana.page).getByRole('cell').first()
    await connections.getByText('1', { exact: true }).waitFor()
    const ben = await world.person('Ben Okri')
    await timelineOf(ben.page).waitFor()
    await connections.getByText('2', { exact: true }).waitFor()
    await ben.page.close()
    await connections.getByText('1', { exact: true }).waitFor()
  })

  it('the node’s page has its charts, in words as well, and its rooms with the reason of their place', async () => {
    await nodeRow(ana.page).getByRole('link', { name: 'alone' }).click()
    await ana.page.getByRole('heading', { level: 2, name: 'alone' }).waitFor()
    await ana.page.getByRole('img', { name: /^Memory in the last hour: \d+ MB/ }).waitFor()
    const rooms = ana.page.getByRole('table', { name: 'Rooms at home here' })
    await rooms.getByRole('row', { name: /general.*The only active node/ }).waitFor()
    await ana.page.getByRole('link', { name: 'All nodes' }).click()
    await nodeRow(ana.page).waitFor()
  })

  it('the event log tells how the node came', async () => {
    await ana.page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: 'Events' }).click()
    await ana.page.getByRole('rowheader', { name: 'alone registered.' }).waitFor()
    await ana.page.getByRole('rowheader', { name: 'alone leads the cluster.' }).waitFor()
  })

  it('what happened while the line was down is there when it is back', async () => {
    await ana.page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: 'Users' }).click()
    await ana.page.getByRole('rowheader', { name: /Ana Okafor/ }).waitFor()
    ana.line.cut()
    await ana.page.getByText('Reconnecting to the server…').waitFor()
    await ana.page.getByRole('rowheader', { name: /Ana Okafor/ }).waitFor()
    await world.person('Cleo Marsh')
    ana.line.mend()
    await ana.page.getByRole('rowheader', { name: /Cleo Marsh/ }).waitFor()
  })
})

function nodeRow(page: Page) {
  return page
    .getByRole('table', { name: 'Nodes' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: /^alone/ }) })
}
