import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { say, seen, timelineOf } from './support/room.ts'
import { createWorld, type World } from './support/world.ts'

describe('accounts', () => {
  let world: World

  beforeAll(async () => {
    world = await createWorld()
  }, 60_000)
  afterAll(() => world[Symbol.asyncDispose]())

  it('the first one signs up as the administrator and lands in the default room', async () => {
    const { page, line } = await world.stranger()
    await page
      .getByText(/administrator/i)
      .first()
      .waitFor()
    await page.getByLabel('Your name').fill('Ada')
    await page.getByLabel('Username').fill('ada')
    await page.getByLabel('Password').first().fill('password')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page
      .getByRole('alert')
      .or(page.getByText(/common|weak|guess/i))
      .first()
      .waitFor()
    expect(await page.getByLabel('Your name').inputValue()).toBe('Ada')
    await page.getByLabel('Password').first().fill('a heron waits in the reeds')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { level: 1, name: 'general' }).waitFor()
    await say(page, 'First!')
    await seen(page, 'First!')

    await page.reload()
    await seen(page, 'First!')
    await page.getByRole('button', { name: /@ada/ }).click()
    await page.getByRole('menuitem', { name: /sign out/i }).click()
    await page.waitForURL(/sign-in/)
    await page.getByLabel('Username').fill('ada')
    await page.getByLabel('Password').first().fill('a wrong one altogether')
    await page.getByRole('button', { name: /^sign in/i }).click()
    await page
      .getByText(/wrong|don’t match|not right/i)
      .first()
      .waitFor()
    await page.getByLabel('Password').first().fill('a heron waits in the reeds')
    await page.getByRole('button', { name: /^sign in/i }).click()
    await seen(page, 'First!')
    expect(page.url().startsWith(line.url)).toBe(true)
  })

  it('signing out elsewhere ends this device’s session and its socket within a second', async () => {
    const here = await world.person('Cem')
    await timelineOf(here.page).waitFor()
    const { signIn } = await signInElsewhere(world, here.username)
    const ended = Date.now()
    await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${signIn.data.token}` },
      body: JSON.stringify({ query: 'mutation { endOtherSessions { user { id } } }' }),
    })
    await here.page.waitForURL(/sign-in/, { timeout: 2000 })
    expect(Date.now() - ended).toBeLessThan(2000)
  })
})

async function signInElsewhere(world: World, username: string) {
  const response = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInSuccess { data { token } } } }',
      variables: { input: { username, password: 'a heron waits in the reeds', cookie: false } },
    }),
  })
  const { data }: { data: { signIn: { data: { token: string } } } } = await response.json()
  return data
}
