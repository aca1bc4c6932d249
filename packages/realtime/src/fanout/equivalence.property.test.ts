import fc from 'fast-check'
import { execute, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { schema, type TestContext, type Viewer } from '../../test/chat-schema.ts'
import { FakeSocket, settled } from '../../test/fake-socket.ts'
import { MemoryLog, type TestEvent } from '../../test/memory-log.ts'
import { createMemoryBroker } from '../broker/memory-broker.ts'
import { formatCursor } from '../feed/cursor.ts'
import { createFeeds } from '../feed/feeds.ts'
import { createFanout } from './fanout.ts'
import { createSharedSubscribe } from './shared-subscribe.ts'

type Piece = string | { readonly head: string; readonly inner: readonly Piece[] }

const condition = fc.oneof(
  fc.constant(''),
  fc.constantFrom(
    '@include(if: $a)',
    '@skip(if: $b)',
    '@include(if: true)',
    '@skip(if: true)',
    '@include(if: $b) @skip(if: $a)',
  ),
)
/** A selection with a directive or none; `#` becomes an alias of its own, so that fields never conflict. */
function conditional(piece: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  return fc.tuple(piece, condition).map(([plain, directive]) => {
    if (typeof plain === 'string') return `${plain} ${directive}`
    return { ...plain, head: `${plain.head} ${directive}` }
  })
}
function within(head: string, inner: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  return fc.array(inner, { minLength: 1, maxLength: 4 }).map((pieces) => ({ head, inner: pieces }))
}

const { author, sender, event, posted } = fc.letrec<Record<'author' | 'sender' | 'event' | 'posted', Piece>>((tie) => ({
  author: conditional(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('#name', '#isMe', '#secret', '#__typename', '...OnAuthor') },
      within('... on Author', tie('author')),
    ),
  ),
  sender: conditional(
    fc.oneof(
      fc.constant('#__typename'),
      within('... on Author', tie('author')),
      within('... on Bot', fc.constant('#version')),
    ),
  ),
  event: conditional(
    fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('#seq', '#text(upper: $a)', '#text(times: $n)', '#text', '#later', '#fragile', '#__typename'),
      fc.constantFrom('#strict', '...OnEvent', '...OnPosted'),
      within('#author', tie('author')),
      within('#senders', tie('sender')),
      within('... on Posted', tie('posted')),
      within('... on Event', tie('event')),
      within('... on Edited', fc.constantFrom<Piece>('#later', '#seq')),
    ),
  ),
  posted: conditional(fc.oneof(within('#draft', fc.constant('#text')), tie('event'))),
}))

const documents = fc
  .record({
    root: within('events(stream: "s", after: $after)', event),
    onEvent: within('fragment OnEvent on Event', fc.oneof(fc.constant('#seq'), within('#author', author))),
    onPosted: within('fragment OnPosted on Posted', fc.oneof(fc.constantFrom('#later', '#text'), posted)),
    onAuthor: within('fragment OnAuthor on Author', fc.constantFrom<Piece>('#name', '#isMe', '#secret')),
    senders: within('#senders', sender),
  })
  .map(({ root, onEvent, onPosted, onAuthor, senders }) => {
    // Whatever is defined has to be used.
    const everything = ['#author @skip(if: $b) { ...OnAuthor }', '...OnEvent', '...OnPosted @include(if: $a)', senders]
    const events: Piece =
      typeof root === 'string' ? root : { ...root, inner: [...root.inner, ...everything, '#text(times: $n)'] }
    const operation = {
      head: 'subscription ($a: Boolean = true, $b: Boolean!, $n: Int, $after: String)',
      inner: [events],
    }
    return print([operation, onEvent, onPosted, onAuthor])
  })

function print(pieces: readonly Piece[]): string {
  let aliases = 0
  const named = (text: string) => text.replaceAll('#', () => `f${aliases++}: `)
  const one = (piece: Piece): string =>
    typeof piece === 'string' ? named(piece) : `${named(piece.head)} { ${piece.inner.map(one).join(' ')} }`
  return pieces.map(one).join(' ')
}

const viewers: readonly Viewer[] = [
  { name: 'author 0', role: 'member' },
  { name: 'author 1', role: 'member' },
  { name: 'author 1', role: 'member' },
  { name: 'author 2', role: 'admin' },
]
const variables = fc.record({ a: fc.boolean(), b: fc.boolean(), n: fc.integer({ min: 0, max: 3 }) })

test('what a subscriber gets through the fan-out is what graphql-js gives that subscriber', async () => {
  let shared = 0
  const check = async (document: string, given: readonly { a: boolean; b: boolean; n: number }[]) => {
    const parsed = parse(document)
    fc.pre(validate(schema, parsed).length === 0)
    const [broker, log] = [createMemoryBroker(), new MemoryLog()]
    log.create('s')
    log.commit('s', 4)
    const feeds = createFeeds<TestEvent>({ broker, source: log, topicOf: (s) => s, onError: (error) => void error })
    const fanout = createFanout()
    const { bind, subscribe } = createSharedSubscribe<TestContext>({
      fanout,
      viewerOf: ({ viewer }) => ({ key: viewer.name, class: viewer.role }),
    })
    const operations: AsyncGenerator[] = []
    const subscribers = viewers.map((viewer, index) => {
      const after = formatCursor({ epoch: 'e1', seq: index })
      const variableValues = { ...given[index % given.length], after }
      return { viewer, index, variableValues, socket: new FakeSocket(), contextValue: { viewer, feeds } }
    })
    for (const { socket, index, variableValues, contextValue } of subscribers) {
      // Every client parses anew.
      const args = bind({ schema, document: parse(document), variableValues, contextValue }, socket.from(`${index}`))
      const running = await subscribe(args)
      if (!(Symbol.asyncIterator in running)) throw new Error(JSON.stringify(running))
      operations.push(running)
      void running.next()
    }
    await settled()
    shared += viewers.length - fanout.stats().groups
    await broker.publish('s', log.commit('s', 2))
    await settled()
    for (const { socket, index, variableValues, contextValue } of subscribers) {
      const { events } = await log.read('s', index, 10)
      const expected = events.map(async (rootValue) =>
        execute({ schema, document: parsed, variableValues, contextValue, rootValue }),
      )
      const plain: unknown = JSON.parse(JSON.stringify(await Promise.all(expected)))
      expect(socket.payloads(`${index}`)).toEqual(plain)
    }
    for (const operation of operations) await operation.return(undefined)
    feeds.close()
  }

  await fc.assert(fc.asyncProperty(documents, fc.array(variables, { minLength: 1, maxLength: 2 }), check), {
    numRuns: 150,
  })
  // Or it would have shown nothing.
  expect(shared).toBeGreaterThan(50)
}, 60_000)
