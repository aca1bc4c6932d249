import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { inTurns, type Message } from './turns.ts'

function setUp() {
  const taken: Message[] = []
  const ends: (() => void)[] = []
  const refused: string[] = []
  const socket = { isOpen: true }
  const hear = inTurns({
    take(message) {
      taken.push(message)
      if (typeof message === 'string' || message.type !== 'subscribe') return Promise.resolve()
      return new Promise((resolve) => ends.push(resolve))
    },
    refuse: (id) => void refused.push(id),
    isOpen: () => socket.isOpen,
  })
  const say = (type: string, id: string, nth = 0) => void hear({ type, id, nth } as Message)
  const end = async () => {
    ends.shift()?.()
    await new Promise(setImmediate)
  }
  return { taken, refused, say, end, socket }
}

test('an operation waits until the last one with its id is over, and no other does', async () => {
  const { taken, say, end } = setUp()
  say('subscribe', 'a', 1)
  say('complete', 'a')
  say('subscribe', 'a', 2)
  say('subscribe', 'b')
  expect(taken).toMatchObject([{ nth: 1 }, { type: 'complete' }, { id: 'b' }])
  await end()
  expect(taken.slice(3)).toMatchObject([{ id: 'a', nth: 2 }])
})

test('what was completed while it waited is never begun', async () => {
  const { taken, say, end } = setUp()
  for (const nth of [1, 2, 3]) {
    say('subscribe', 'a', nth)
    say('complete', 'a')
  }
  await end()
  expect(taken.filter((it) => typeof it === 'object' && it.type === 'subscribe')).toMatchObject([{ nth: 1 }])
  say('subscribe', 'a', 4)
  expect(taken.at(-1)).toMatchObject({ nth: 4 })
})

test('an id is refused while an operation has it or waits for it', () => {
  const { refused, say } = setUp()
  say('subscribe', 'a')
  say('subscribe', 'a')
  expect(refused).toEqual(['a'])
  say('complete', 'a')
  say('subscribe', 'a')
  say('subscribe', 'a')
  expect(refused).toEqual(['a', 'a'])
})

test('what waits when the socket closes is never begun', async () => {
  const { taken, say, end, socket } = setUp()
  say('subscribe', 'a', 1)
  say('complete', 'a')
  say('subscribe', 'a', 2)
  socket.isOpen = false
  await end()
  say('subscribe', 'b')
  expect(taken).toHaveLength(2)
})

test('nothing is left of those before, however often an id is used again at once', async () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const said: WeakRef<object>[] = []
  let end = () => undefined as void
  const hear = inTurns({
    take: (message) =>
      (message as { type: string }).type === 'complete'
        ? Promise.resolve()
        : new Promise((resolve) => {
            end = resolve
          }),
    refuse: () => undefined,
    isOpen: () => true,
  })
  for (let i = 0; i < 5; i++) {
    const message = { type: 'subscribe', id: 'a' }
    said.push(new WeakRef(message))
    void hear({ type: 'complete', id: 'a' })
    void hear(message)
    if (i > 0) end()
    await new Promise(setImmediate)
  }
  collectGarbage()
  expect(said.filter((each) => each.deref())).toHaveLength(1)
})
