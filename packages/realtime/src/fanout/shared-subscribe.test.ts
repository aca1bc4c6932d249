import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { buildSchema, type ExecutionArgs, GraphQLObjectType, parse } from 'graphql'
import { expect, test } from 'vitest'
import { FakeSocket, settled } from '../../test/fake-socket.ts'
import { createFanout } from './fanout.ts'
import type { Sink } from './member.ts'
import { createSharedSubscribe } from './shared-subscribe.ts'
import { sharedSource } from './shared-source.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

type Viewer = { name: string; role: string }
type Context = { viewer: Viewer }
type Item = { text: string }

function setUp() {
  const sinks: Sink<Item>[] = []
  const schema = buildSchema(
    'type Query { a: Int } type Event { text: String mine: String } type Subscription { told: Event }',
  )
  const [told, event] = [schema.getSubscriptionType()?.getFields().told, schema.getType('Event')]
  if (!told || !(event instanceof GraphQLObjectType)) throw new Error('no such schema')
  told.subscribe = () =>
    sharedSource<Item>({
      key: 'told',
      attach: (sink) => {
        sinks.push(sink)
        return () => undefined
      },
      pull: () => {
        throw new Error('nobody pulls')
      },
    })
  told.resolve = (item: Item) => item
  const mine = event.getFields().mine
  if (mine)
    Object.assign(mine, {
      extensions: { viewerDependent: true },
      resolve: (_: Item, __: object, ctx: Context) => ctx.viewer.name,
    })

  const fanout = createFanout()
  const madeFor: boolean[] = []
  const shared = createSharedSubscribe<Context>({
    fanout,
    viewerOf: ({ viewer }) => ({ key: viewer.name, class: viewer.role }),
    freshContext({ viewer: { name, role } }, isForClass) {
      madeFor.push(isForClass)
      const viewer = isForClass ? { name: 'nobody', role } : { name, role }
      return () => ({ viewer })
    },
  })

  async function join(query: string, viewer: Viewer) {
    const socket = new FakeSocket()
    const contextValue: Context = { viewer }
    const given: ExecutionArgs = { schema, document: parse(query), contextValue, variableValues: { a: 1 } }
    const args = shared.bind(given, socket.from('1'))
    const results = await shared.subscribe(args)
    if (!('next' in results)) throw new Error('it was refused')
    results.next().catch(() => undefined)
    return { socket, args, results }
  }

  async function tell(text: string) {
    const items = [{ text }]
    for (const sink of sinks) sink.next(items)
    await settled()
  }
  return { fanout, join, tell, madeFor }
}

test('of what an operation came with nothing is kept while it lives', async () => {
  const { join, tell } = setUp()
  let viewer: Viewer | undefined = { name: 'anna', role: 'member' }
  const forgotten = new WeakRef(viewer)
  const { socket, args } = await join('subscription { told { text mine } }', viewer)
  viewer = undefined
  await settled()
  collectGarbage()
  expect(forgotten.deref()).toBeUndefined()
  expect(args).toMatchObject({ contextValue: undefined, variableValues: undefined })
  await tell('one')
  expect(socket.payloads()).toEqual([{ data: { told: { text: 'one', mine: 'anna' } } }])
})

test('a context says whether it is for many, and who is of another class is of another group', async () => {
  const { fanout, join, tell, madeFor } = setUp()
  const all = 'subscription { told { text } }'
  const own = 'subscription { told { mine } }'
  const viewers = ['anna', 'ben'].map((name) => ({ name, role: 'member' }))
  const sockets = await Promise.all([
    ...viewers.map((viewer) => join(all, viewer)),
    ...viewers.map((viewer) => join(own, viewer)),
    join(own, { name: 'anna', role: 'admin' }),
  ])
  expect(madeFor).toEqual([true, true, false, false, false])
  expect(fanout.stats()).toMatchObject({ groups: 4, members: 5 })
  await tell('one')
  const told = sockets.map(({ socket }) =>
    socket.payloads().map((payload) => Object.values((payload as { data: { told: object } }).data.told)[0]),
  )
  expect(told).toEqual([['one'], ['one'], ['anna'], ['ben'], ['anna']])
  for (const { results } of sockets) await results.return()
  expect(fanout.stats()).toMatchObject({ groups: 0, members: 0 })
})
