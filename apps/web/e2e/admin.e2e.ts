import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { say, seen, timelineOf } from './support/room.ts'
import { createWorld, type Person, type World } from './support/world.ts'

describe('administration', () => {
  let world: World
  let ana: Person
  let ben: Person

  beforeAll(async () => {
    world = await createWorld()
    ana = await world.person('Ana Okafor')
    ben = await world.person('Ben Okri')
    await Promise.all([timelineOf(ana.page).waitFor(), timelineOf(ben.page).waitFor()])
  }, 60_000)
  afterAll(() => world[Symbol.asyncDispose]())

  it('the account menu leads administrators to it, and nobody else', async () => {
    await ben.page.getByRole('button', { name: new RegExp(`@${ben.username}`) }).click()
    await ben.page.getByRole('menuitem', { name: 'Settings' }).waitFor()
    expect(await ben.page.getByRole('menuitem', { name: 'Administration' }).count()).toBe(0)
    await ben.page.keyboard.press('Escape')
    await ben.page.goto(`${ben.line.url}/admin/users`)
    await ben.page.getByRole('heading', { name: 'This is for administrators' }).waitFor()
    expect(await ben.page.getByRole('table').count()).toBe(0)
    await ben.page.getByRole('link', { name: 'Back to your rooms' }).click()
    await timelineOf(ben.page).waitFor()

    await ana.page.getByRole('button', { name: new RegExp(`@${ana.username}`) }).click()
    await ana.page.getByRole('menuitem', { name: 'Administration' }).click()
    await ana.page.getByRole('heading', { level: 1, name: 'Administration' }).waitFor()
  })

  it('somebody who is deactivated is signed out at once, and can’t come back until they are reactivated', async () => {
    const cleo = await world.person('Cleo Marsh')
    await timelineOf(cleo.page).waitFor()
    await openTab(ana.page, 'Users')
    await ana.page.getByRole('searchbox', { name: 'Search users' }).fill('marsh')
    const row = rowOf(ana.page, 'Cleo Marsh')
    await row.waitFor()
    await rowOf(ana.page, 'Ben Okri').waitFor({ state: 'detached' })
    await chooseFor(ana.page, 'Cleo Marsh', 'Deactivate…')
    const asked = Date.now()
    await confirm(ana.page, 'Deactivate')
    await cleo.page.waitForURL(/sign-in/, { timeout: 2000 })
    expect(Date.now() - asked).toBeLessThan(2000)
    await row.getByText('Deactivated').waitFor()

    await cleo.page.getByLabel('Username').fill(cleo.username)
    await cleo.page.getByLabel('Password').first().fill('a heron waits in the reeds')
    await cleo.page.getByRole('button', { name: /^sign in/i }).click()
    await cleo.page
      .getByText(/deactivated|closed/i)
      .first()
      .waitFor()

    await chooseFor(ana.page, 'Cleo Marsh', 'Reactivate…')
    await confirm(ana.page, 'Reactivate')
    await row.getByText('Deactivated').waitFor({ state: 'detached' })
    await cleo.page.getByRole('button', { name: /^sign in/i }).click()
    await timelineOf(cleo.page).waitFor()
  })

  it('a member becomes an administrator, sees the console at once, and loses it at once', async () => {
    await openTab(ana.page, 'Users')
    await chooseFor(ana.page, 'Ben Okri', 'Make administrator…')
    await confirm(ana.page, 'Make administrator')
    await rowOf(ana.page, 'Ben Okri').getByText('Administrator').waitFor()
    await ben.page.goto(`${ben.line.url}/admin/users`)
    await rowOf(ben.page, 'Ana Okafor').waitFor()

    await chooseFor(ana.page, 'Ben Okri', 'Make member…')
    await confirm(ana.page, 'Make member')
    await ben.page.getByRole('heading', { name: 'This is for administrators' }).waitFor()
  })

  it('nobody can lock themselves out', async () => {
    await openTab(ana.page, 'Users')
    await rowOf(ana.page, 'Ana Okafor').getByRole('button', { name: 'Actions for Ana Okafor' }).click()
    for (const name of ['Make member…', 'Deactivate…', 'Sign out everywhere…']) {
      expect(await ana.page.getByRole('menuitem', { name }).getAttribute('aria-disabled')).toBe('true')
    }
    await ana.page.keyboard.press('Escape')
  })

  it('an account is created, signs in, gets another password and is signed out by that', async () => {
    await openTab(ana.page, 'Users')
    await ana.page.getByRole('button', { name: 'Create an account' }).click()
    const dialog = ana.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Dara Quinn')
    expect(await dialog.getByRole('textbox', { name: 'Username' }).inputValue()).toBe('dara.quinn')
    const password = await dialog.getByRole('textbox', { name: 'Password' }).inputValue()
    await dialog.getByRole('button', { name: 'Create account' }).click()
    await rowOf(ana.page, 'Dara Quinn').waitFor()

    const dara = await world.stranger({ path: '/sign-in' })
    await signIn(dara.page, 'dara.quinn', password)
    await timelineOf(dara.page).waitFor()

    await chooseFor(ana.page, 'Dara Quinn', 'Reset password…')
    await ana.page.getByRole('dialog').getByRole('textbox', { name: 'Password' }).fill('seven quiet otters swim')
    await confirm(ana.page, 'Reset password')
    await dara.page.waitForURL(/sign-in/)
    await signIn(dara.page, 'dara.quinn', 'seven quiet otters swim')
    await timelineOf(dara.page).waitFor()
  })

  it('an archived room takes no more messages, until it is opened again', async () => {
    await makeRoom(ben, 'lighthouse')
    await ben.page.goto(ben.line.url)
    await ben.page.getByRole('link', { name: /^lighthouse/ }).click()
    await say(ben.page, 'The lamp is lit')
    await seen(ben.page, 'The lamp is lit')

    await openTab(ana.page, 'Rooms')
    await ana.page.getByRole('searchbox', { name: 'Search rooms' }).fill('light')
    await rowOf(ana.page, 'general').waitFor({ state: 'detached' })
    await chooseFor(ana.page, 'lighthouse', 'Archive…')
    await confirm(ana.page, 'Archive')
    await rowOf(ana.page, 'lighthouse').getByText('Archived').waitFor()
    await ben.page
      .getByText(/archived/i)
      .first()
      .waitFor()
    await ben.page.getByRole('textbox', { name: /^Message .*lighthouse/ }).waitFor({ state: 'detached' })

    await chooseFor(ana.page, 'lighthouse', 'Take out of the archive…')
    await confirm(ana.page, 'Open again')
    await say(ben.page, 'And lit again')
    await seen(ben.page, 'And lit again')
  })

  it('a long list comes page by page, and can be ordered', async () => {
    for (let number = 10; number < 70; number++) await makeRoom(ben, `annex-${number}`)
    await openTab(ana.page, 'Rooms')
    await ana.page.getByRole('searchbox', { name: 'Search rooms' }).fill('annex')
    await rowOf(ana.page, 'annex-10').waitFor()
    await rowOf(ana.page, 'annex-59').scrollIntoViewIfNeeded()
    await rowOf(ana.page, 'annex-69').waitFor()
    await ana.page.getByRole('button', { name: 'Members' }).click()
    const header = ana.page.getByRole('columnheader', { name: 'Members' })
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('descending')
    await ana.page.getByRole('rowheader').first().filter({ hasText: 'annex-69' }).waitFor()
  })

  it('the audit log tells all of it, and can be narrowed', async () => {
    await openTab(ana.page, 'Audit log')
    const log = ana.page.getByRole('table', { name: 'Audit log' })
    for (const told of [
      /deactivated @cleomarsh/,
      /reactivated @cleomarsh/,
      /made @benokri\d an administrator/,
      /made @benokri\d a member/,
      /created an account for @dara.quinn/,
      /gave @dara.quinn a new password/,
      /archived lighthouse/,
      /took lighthouse out of the archive/,
    ]) {
      await log.getByRole('rowheader', { name: told }).waitFor()
    }
    await ana.page.getByRole('button', { name: 'Action' }).click()
    await ana.page.getByRole('menuitemradio', { name: 'Role changed' }).click()
    await log.getByText(/deactivated @cleo/).waitFor({ state: 'detached' })
    expect(await log.getByRole('rowheader').count()).toBe(2)
    expect(ana.page.url()).toContain('action=setUserRole')
  })
})

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name }).click()
  await page.getByRole('main').getByRole('heading', { level: 2, name }).waitFor()
}

function rowOf(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(name) }) })
}

async function chooseFor(page: Page, name: string, item: string): Promise<void> {
  await rowOf(page, name)
    .getByRole('button', { name: `Actions for ${name}` })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
}

async function confirm(page: Page, verb: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').first().fill(password)
  await page.getByRole('button', { name: /^sign in/i }).click()
}

async function makeRoom(person: Person, name: string): Promise<void> {
  await person.ask('mutation ($input: CreateRoomInput!) { createRoom(input: $input) { __typename } }', {
    input: { kind: 'PUBLIC', name, clientId: crypto.randomUUID() },
  })
}
