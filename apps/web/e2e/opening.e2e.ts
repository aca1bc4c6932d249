import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRoom, say, seen, timelineOf } from './support/room.ts'
import { createWorld, type Person, type World } from './support/world.ts'

declare global {
  var transitions: number
}

let world: World
let ana: Person

beforeAll(async () => {
  world = await createWorld()
  ana = await world.person('Ana')
  await timelineOf(ana.page).waitFor()
}, 60_000)
afterAll(() => world[Symbol.asyncDispose]())

it('opening the app takes at most three requests and two sockets', async () => {
  await say(ana.page, 'Something to find again')
  await seen(ana.page, 'Something to find again')
  const requests: string[] = []
  const sockets: string[] = []
  ana.page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) requests.push(request.postDataJSON()?.operationName)
  })
  ana.page.on('websocket', (socket) => sockets.push(socket.url()))
  await ana.page.reload()
  await seen(ana.page, 'Something to find again')
  await ana.page.waitForLoadState('networkidle')
  expect(requests.length, requests.join()).toBeLessThanOrEqual(3)
  // Two where the room's home is another node; here there is one node.
  expect(sockets).toHaveLength(1)
})

it('a room that was open before is there at once, as it was left', async () => {
  await ana.ask('mutation ($input: CreateRoomInput!) { createRoom(input: $input) { __typename } }', {
    input: { kind: 'PUBLIC', name: 'garden', clientId: crypto.randomUUID() },
  })
  const first = await ana.page.getByRole('heading', { level: 1 }).textContent()
  await openRoom(ana.page, 'garden')
  await say(ana.page, 'The roses are out')
  await seen(ana.page, 'The roses are out')
  await openRoom(ana.page, first ?? '')
  await seen(ana.page, 'Something to find again')
  const queries: string[] = []
  ana.page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) queries.push(request.postDataJSON()?.operationName)
  })
  await openRoom(ana.page, 'garden')
  await seen(ana.page, 'The roses are out')
  expect(queries).toEqual([])
})

// For each element of each row, they cost more than all else that a message costs.
it('a message that comes begins no transition for who wants less motion', async () => {
  await ana.page.evaluate(() => {
    globalThis.transitions = 0
    document.addEventListener('transitionrun', () => (globalThis.transitions += 1), true)
  })
  for (const text of ['One', 'Two', 'Three']) {
    await say(ana.page, `${text} for the roses`)
    await seen(ana.page, `${text} for the roses`)
  }
  expect(await ana.page.evaluate(() => globalThis.transitions)).toBe(0)
})
