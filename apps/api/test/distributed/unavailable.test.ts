import { createMysqlDatabase } from '@parley/dev/testing'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { openLine } from '../faults/cluster/line.ts'
import { roomOf } from '../talk.ts'
import { createWorld } from '../world.ts'

// A node whose database goes away for a while.

const sending = `mutation($input: SendMessageInput!) {
  sendMessage(input: $input) { __typename ... on SendMessageSuccess { data { seq } } }
}`

async function nodeOnALine() {
  const resources = new AsyncDisposableStack()
  const database = resources.use(await createMysqlDatabase())
  const url = new URL(database.url)
  const line = resources.use(await openLine(Number(url.port)))
  url.port = String(line.port)
  const lines: { level: number; msg: string }[] = []
  const log = pino(
    { level: 'warn' },
    { write: (text) => lines.push(JSON.parse(text) as { level: number; msg: string }) },
  )
  const world = resources.use(await createWorld({ database: url.href, log }))
  return { world, line, lines, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

test('without its database a node says so, and to ask again; it logs no bug, and does as before when it is back', async () => {
  await using node = await nodeOnALine()
  const { world, line, lines } = node
  const ana = await world.signUp('ana')
  const room = await roomOf(world, [ana])
  const { connect, url } = await world.listen()
  const socket = await connect({ token: ana.token })
  const input = { roomId: room, clientId: 'once', text: 'hello' }
  const unavailable = [{ message: expect.stringContaining('Try again'), extensions: { code: 'UNAVAILABLE' } }]

  line.cut()
  const response = await ana.post({ query: sending, variables: { input } })
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ errors: unavailable })
  // As a program asks.
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${ana.token}` }
  const body = JSON.stringify({ query: sending, variables: { input } })
  const plain = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
  expect([plain.status, await plain.json()]).toMatchObject([503, { errors: unavailable }])
  expect(await socket.ask(sending, { input })).toMatchObject({ errors: unavailable })
  await expect(connect({ token: ana.token })).rejects.toThrow('1013')
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.filter(({ level }) => level > 40)).toEqual([])

  line.mend()
  await vi.waitFor(async () => {
    expect(await socket.ask(sending, { input })).toEqual({
      data: { sendMessage: { __typename: 'SendMessageSuccess', data: { seq: 1 } } },
    })
  })
  expect(await ana.ask(sending, { input })).toMatchObject({ data: { sendMessage: { data: { seq: 1 } } } })
}, 20_000)
