import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { roomOf } from './talk.ts'
import { createWorld } from './world.ts'

const document = `subscription($id: ID!, $after: String) {
  roomEvents(roomId: $id, after: $after) { seq cursor ... on MessagePosted { message { text } } }
}`
type Told = { roomEvents: { seq: number; cursor: string } }

test('a follower that stops reading is sent away; others wait for nothing, and by its cursor it misses nothing', async () => {
  await using world = await createWorld()
  const [ana, ben] = [await world.signUp('ana'), await world.signUp('ben')]
  const room = await roomOf(world, [ana, ben])
  const { connect, open } = await world.listen()
  const fine = (await connect({ token: ana.token })).subscribe(document, { id: room })
  const stalled = await open()
  const heard: Told[] = []
  stalled.on('message', (data) => {
    const { payload } = JSON.parse((data as Buffer).toString()) as { payload?: { data?: Told } }
    if (payload?.data) heard.push(payload.data)
  })
  stalled.send(JSON.stringify({ type: 'connection_init', payload: { token: ben.token } }))
  await once(stalled, 'message')
  const payload = { query: document, variables: { id: room } }
  stalled.send(JSON.stringify({ type: 'subscribe', id: '1', payload }))
  await vi.waitFor(() => expect(world.app.core.feeds.stats().subscribers).toBe(2))
  await ana.send(room, 'before')
  await fine.next()
  await vi.waitFor(() => expect(heard).toHaveLength(1))

  stalled.pause()
  const memory = process.memoryUsage().rss
  const large = '語'.repeat(4000)
  let last = 1
  let slowest = 0
  // First what the kernel keeps for it fills up, some megabytes, then what the node does.
  while (world.app.core.feeds.stats().subscribers === 2 && last < 950) {
    const started = performance.now()
    await Promise.all(Array.from({ length: 10 }, () => ana.send(room, large)))
    for (let i = 0; i < 10; i++) expect((await fine.next<Told>()).roomEvents.seq).toBe(++last)
    slowest = Math.max(slowest, performance.now() - started)
  }
  await vi.waitFor(() => expect(world.app.sockets.count()).toBe(1), { timeout: 10_000 })
  expect(slowest).toBeLessThan(2000)
  expect((process.memoryUsage().rss - memory) / 2 ** 20).toBeLessThan(400)

  // What was on its way to it arrives; the rest it asks for.
  const closed = once(stalled, 'close')
  stalled.resume()
  await closed
  const { seq = 0, cursor } = heard.at(-1)?.roomEvents ?? {}
  expect(heard.map(({ roomEvents }) => roomEvents.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1))
  expect(seq).toBeLessThan(last)
  const back = (await connect({ token: ben.token })).subscribe(document, { id: room, after: cursor })
  for (let next = seq + 1; next <= last; next++) expect((await back.next<Told>()).roomEvents.seq).toBe(next)
}, 60_000)
