import { mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inviteNeighbours } from './support/neighbours.ts'
import { timelineOf } from './support/room.ts'
import { createWorld, desktop, type Person, phone, type World } from './support/world.ts'

const folder = join(import.meta.dirname, '../screenshots')

type Screen = { path: string; open?: (page: Page) => Promise<void> }

const screens: Record<string, Screen> = {
  nodes: { path: '/admin' },
  'nodes-menu': {
    path: '/admin',
    open: (page) => page.getByRole('button', { name: 'Actions for node-2' }).click(),
  },
  'nodes-approve': {
    path: '/admin',
    open: (page) => page.getByRole('button', { name: 'Approve node-5' }).click(),
  },
  'nodes-rebalance': {
    path: '/admin',
    open: async (page) => {
      await page.getByRole('button', { name: 'Rebalance rooms…' }).click()
      await page
        .getByRole('dialog')
        .getByText(/would move|Nothing to move/)
        .waitFor()
    },
  },
  node: {
    path: '/admin',
    open: async (page) => {
      await page.getByRole('table', { name: 'Nodes' }).getByRole('link', { name: 'node-1' }).click()
      await page.getByRole('table', { name: 'Rooms at home here' }).getByRole('rowheader').first().waitFor()
    },
  },
  'node-missing': { path: '/admin/nodes/nowhere' },
  events: { path: '/admin/events' },
  users: { path: '/admin/users' },
  'users-menu': {
    path: '/admin/users',
    open: (page) => page.getByRole('button', { name: 'Actions for Ben Okri' }).click(),
  },
  'users-none': { path: '/admin/users?q=nobody' },
  'users-new': {
    path: '/admin/users',
    open: (page) => page.getByRole('button', { name: 'Create an account' }).click(),
  },
  'users-deactivate': {
    path: '/admin/users',
    open: async (page) => {
      await page.getByRole('button', { name: 'Actions for Ben Okri' }).click()
      await page.getByRole('menuitem', { name: 'Deactivate…' }).click()
    },
  },
  rooms: { path: '/admin/rooms' },
  audit: { path: '/admin/audit' },
}

describe.each([
  ['desktop', 'light', desktop],
  ['desktop', 'dark', desktop],
  ['phone', 'light', phone],
  ['phone', 'dark', phone],
] as const)('the console on a %s, %s', (device, colorScheme, viewport) => {
  let world: World
  let ana: Person
  let data: string

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    data = await mkdtemp(join(tmpdir(), 'parley-console-'))
    world = await createWorld({ PARLEY_DATA_DIR: data, PARLEY_NODE_NAME: 'node-1', PARLEY_NODE_REGION: 'eu-west' })
    ana = await world.person('Ana Okafor', { viewport, colorScheme, hasTouch: device === 'phone' })
    await timelineOf(ana.page).waitFor()
    await furnish(ana)
    inviteNeighbours(join(data, 'parley.db'))
  }, 60_000)
  afterAll(async () => {
    await world[Symbol.asyncDispose]()
    await rm(data, { recursive: true, force: true })
  })

  it.each(Object.keys(screens))('%s: axe finds nothing, and nothing is wider than the screen', async (name) => {
    const { page, line } = ana
    const screen = screens[name]
    await page.goto(line.url + (screen?.path ?? '/'))
    await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    await screen?.open?.(page)
    await check(page, `admin-${name}-${device}-${colorScheme}`)
  })

  it('for a member: axe finds nothing', async () => {
    const ben = await world.person('Ben', { viewport, colorScheme, path: '/admin/users' })
    await ben.page.getByRole('heading', { name: 'This is for administrators' }).waitFor()
    await check(ben.page, `admin-refused-${device}-${colorScheme}`)
  })
})

/** People, rooms and deeds enough to see how they look. */
async function furnish(ana: Person): Promise<void> {
  const create =
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { ... on CreateUserSuccess { data { user { id } } } } }'
  const ids: string[] = []
  for (const name of ['Ben Okri', 'Cleo Marsh', 'Dara Quinn', 'Élodie Brassard', 'Farid Haddad', 'Greta Lindqvist']) {
    const username = name
      .normalize('NFKD')
      .replaceAll(/\p{Mark}/gu, '')
      .toLowerCase()
      .replace(' ', '.')
    const input = {
      name,
      username,
      password: 'a heron waits in the reeds',
      role: name.startsWith('D') ? 'ADMIN' : 'MEMBER',
    }
    const made = await ana.ask<{ createUser: { data: { user: { id: string } } } }>(create, { input })
    ids.push(made.createUser.data.user.id)
  }
  await ana.ask('mutation ($input: AdminUserInput!) { deactivateUser(input: $input) { __typename } }', {
    input: { userId: ids[4] },
  })
  const rooms = [
    ['design', 'What it looks like, and why', 'PUBLIC'],
    ['release-engineering', 'Trains leave on Thursdays', 'PUBLIC'],
    ['salaries', '', 'PRIVATE'],
    ['archive-2025', 'Read only', 'PUBLIC'],
  ] as const
  const make =
    'mutation ($input: CreateRoomInput!) { createRoom(input: $input) { ... on CreateRoomSuccess { data { id } } } }'
  for (const [name, topic, kind] of rooms) {
    const made = await ana.ask<{ createRoom: { data: { id: string } } }>(make, {
      input: { name, topic, kind, clientId: crypto.randomUUID() },
    })
    if (name !== 'archive-2025') continue
    await ana.ask('mutation ($input: SetRoomArchivedInput!) { setRoomArchived(input: $input) { __typename } }', {
      input: { roomId: made.createRoom.data.id, isArchived: true },
    })
  }
  await ana.ask('mutation ($input: OpenDirectRoomInput!) { openDirectRoom(input: $input) { __typename } }', {
    input: { userIds: [ids[0]] },
  })
}

async function check(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`) })
  const axe = new AxeBuilder({ page })
  // An open menu belongs to its button, not to a region of the page.
  if (await page.getByRole('menu').count()) axe.disableRules('region')
  const { violations } = await axe.analyze()
  expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' ')}`)).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
}
