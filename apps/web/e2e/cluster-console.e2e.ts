import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { drive } from './support/bots.ts'
import { homeOf, leaseMs, moveRoom, nodeOf } from './support/cluster.ts'
import { clusterPeople } from './support/cluster-people.ts'
import { createRoom, roomIdOf, say, seen } from './support/room.ts'
import { eventually, expectAll, onThisMachine } from './support/telling.ts'
import { longestSilence, seenBy, watch } from './support/witness.ts'

// One story in four parts: the life of a node, as an administrator sees it who never loads the console anew.

const scene = clusterPeople()

/** Sooner than the console asks again by itself (20 seconds): it was told. */
const told = { timeout: 10_000 }

it('a new node waits for approval, and is active when it has it', async () => {
  const { world, ana } = scene
  await ana.page.goto(`${ana.line.url}/admin`)
  await statusOf('node-3', 'Active')
  await watch(ana.page)
  await world.cluster.add()
  const waiting = ana.page.getByRole('region', { name: 'Waiting for approval' })
  const newcomer = waiting.getByRole('listitem', { name: 'node-4' })
  await newcomer.waitFor(told)
  expect(await rowOf('node-4').count()).toBe(0)
  await newcomer.getByRole('button', { name: 'Approve node-4' }).click()
  await confirm('Approve')
  await statusOf('node-4', 'Active')
  await waiting.waitFor({ ...told, state: 'detached' })
})

it('a room made then has its home there, and the node’s page says why', async () => {
  const { ana, ben, roomId } = scene
  // So that each of the others has somebody connected.
  await moveRoom(ana, roomId, 'node-3')
  await somebodyAt('node-3')
  await createRoom(ben.page, 'greenhouse')
  await say(ben.page, 'Who waters the tomatoes?')
  await seen(ben.page, 'Who waters the tomatoes?')
  expect(await homeOf(ben, roomIdOf(ben.page))).toBe('node-4')

  await rowOf('node-4').getByRole('link', { name: 'node-4' }).click()
  const reason = /greenhouse.*The least loaded of 4 active nodes: 0 connections and 0 rooms/
  await ana.page.getByRole('table', { name: 'Rooms at home here' }).getByRole('row', { name: reason }).waitFor(told)
  await ana.page.getByRole('link', { name: 'All nodes' }).click()
})

it('that node is drained in front of somebody who chats there and sees nothing', async () => {
  const { ana, ben, bots } = scene
  const room = roomIdOf(ben.page)
  for (const bot of bots) await bot.ask(join, { input: { roomId: room } })
  await Promise.all([watch(ben.page), somebodyAt('node-4')])
  await using driver = drive(bots, room, 10)
  await eventually(async () => expect(driver.acknowledged.length).toBeGreaterThan(10), 10_000)
  const startedAt = Date.now()
  await rowOf('node-4').getByRole('button', { name: 'Actions for node-4' }).click()
  await ana.page.getByRole('menuitem', { name: 'Drain…' }).click()
  await confirm('Drain')
  await say(ben.page, 'I do')
  await statusOf('node-4', 'Drained')
  expect(await homeOf(ben, room)).not.toBe('node-4')
  await say(ben.page, 'And I still do')
  await seen(ben.page, 'And I still do')
  const until = Date.now()
  await driver.stop()
  const witnessed = await seenBy(ben.page)
  expect(longestSilence(witnessed, startedAt, until)).toBeLessThan(onThisMachine(1000))
  expect(witnessed.notices).toEqual([])
  await expectAll(ben, driver)

  await rowOf('node-4').getByRole('link', { name: 'node-4' }).click()
  await ana.page.getByText('No room is at home here').waitFor(told)
  await ana.page.getByRole('link', { name: 'All nodes' }).click()
})

it('a node that is killed is offline as soon as its lease ran out', async () => {
  const { world, ana } = scene
  await statusOf('node-3', 'Active')
  await world.cluster.nodes[2]?.kill()
  await statusOf('node-3', 'Offline', leaseMs)
  // All that the page said since the first part, so it was not loaded anew; and its line was never down.
  const { notices } = await seenBy(ana.page)
  expect(notices.join('')).toMatch(/^(node-4 is (approved|draining)\.)+$/)
})

const join = `mutation ($input: RoomInput!) { joinRoom(input: $input) { ... on JoinRoomSuccess { data { __typename } } } }`

function rowOf(node: string): Locator {
  const { page } = scene.ana
  const header = page.getByRole('rowheader', { name: new RegExp(`^${node}`) })
  return page.getByRole('table', { name: 'Nodes' }).getByRole('row').filter({ has: header })
}

/** Waits until the console shows it, so many milliseconds later than it would at once. */
async function statusOf(node: string, status: string, later = 0): Promise<void> {
  const badge = rowOf(node).getByText(status, { exact: true })
  await badge.waitFor({ timeout: told.timeout + later })
}

function somebodyAt(node: string): Promise<void> {
  return eventually(async () => expect((await nodeOf(scene.ana, node)).load?.connections).toBeGreaterThan(0), 5000)
}

async function confirm(verb: string): Promise<void> {
  const dialog = scene.ana.page.getByRole('dialog')
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
