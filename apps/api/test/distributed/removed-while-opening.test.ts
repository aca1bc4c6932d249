import { createMysqlDatabase } from '@parley/dev/testing'
import { createMemoryBroker, within } from '@parley/realtime'
import { expect, test } from 'vitest'
import { at, type Subscription } from '../client.ts'
import { pauseAfter } from '../statements.ts'
import { act, roomOf, say } from '../talk.ts'
import { createWorld } from '../world.ts'

// Somebody is removed while their subscription opens, at each moment at which the node waits for the database in turn.

const document = `subscription($id: ID!, $after: String) { roomEvents(roomId: $id, after: $after) { seq } }`

async function startCluster(isHeard: boolean) {
  const resources = new AsyncDisposableStack()
  const database = resources.use(await createMysqlDatabase())
  const shared = createMemoryBroker()
  const node = async (broker = shared) =>
    resources.use(await createWorld({ database: database.url, broker, config: { sweepMs: 200 } }))
  const writing = await node()
  const following = await node(isHeard ? shared : createMemoryBroker())
  const ana = await writing.signUp('ana')
  const ben = await writing.signUp('ben')
  const socket = resources.use(await (await following.listen()).connect({ token: ben.token }))
  return { writing, following, ana, ben, socket, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

/** The numbers of the events that a subscription tells until it ends, by itself or by a refusal. */
async function toTheEnd(events: Subscription): Promise<number[]> {
  const told: number[] = []
  for (;;) {
    const next = await events.next<{ roomEvents: { seq: number } }>().catch((error: Error) => error)
    if (!(next instanceof Error)) told.push(next.roomEvents.seq)
    else if (/has ended|FORBIDDEN_OR_MISSING/.test(next.message)) return told
    else throw next
  }
}

const starts = ['from now on', 'from the head', 'from the beginning'] as const

test.each(starts.flatMap((start) => [true, false].map((isHeard) => ({ start, isHeard }))))(
  'who follows $start gets nothing past their removal, whenever it happens (bells heard: $isHeard)',
  { timeout: 60_000 },
  async ({ start, isHeard }) => {
    await using cluster = await startCluster(isHeard)
    const { writing, following, ana, ben, socket } = cluster
    const cursorOf = async (id: string) =>
      at(await ana.query('query($id: ID!) { room(id: $id) { cursor } }', { id }), 'room.cursor')
    let moments = 0
    for (let isOpening = true; isOpening; moments++) {
      const id = await roomOf(writing, [ana, ben])
      const beginning = await cursorOf(id)
      const before = await say(ana, id, { text: 'before' })
      const after = { 'from now on': null, 'from the head': await cursorOf(id), 'from the beginning': beginning }[start]
      using pause = pauseAfter(following.app.core.database, moments + 1)
      const events = socket.subscribe(document, { id, after })
      // It has opened when nothing more is asked for a while: nothing else tells.
      isOpening = await within(1_000, pause.reached)
      await act(ana, 'removeFromRoom', { input: { roomId: id, userId: ben.user.globalId } })
      await say(ana, id, { text: 'secret' })
      pause.goOn()
      const removal = before.data.seq + 1
      expect((await toTheEnd(events)).filter((seq) => seq > removal)).toEqual([])
    }
    expect(moments).toBeGreaterThan(1)
  },
)
