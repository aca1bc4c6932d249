import { beforeEach, expect, test, vi } from 'vitest'
import { createConnectionStore } from './connection-store.ts'
import { createOutbox, type SendOutcome } from './outbox.ts'
import { createOutboxStorage, type Unsent } from './outbox-storage.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** A browser's storage, and outboxes as they are made at each loading of the page. */
function device() {
  const items = new Map<string, string>()
  const local = new Proxy({} as Storage, {
    ownKeys: () => [...items.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (_target, name) =>
      ({
        getItem: (key: string) => items.get(key) ?? null,
        setItem: (key: string, value: string) => items.set(key, value),
        removeItem: (key: string) => items.delete(key),
      })[name as 'getItem'],
  })
  function load(answer: (message: Unsent) => SendOutcome | Promise<SendOutcome>) {
    const connection = createConnectionStore()
    const sent: Unsent[] = []
    const send = async (message: Unsent) => {
      sent.push(message)
      return answer(message)
    }
    const outbox = createOutbox({ send, connection, storage: createOutboxStorage(() => local) })
    outbox.open('ana')
    return { outbox, connection, sent, texts: () => sent.map(({ text }) => text) }
  }
  return { load, stored: () => items.size }
}

const inRoom = (text: string, roomId = 'r') => ({ roomId, rootId: null, text })
const acknowledged: SendOutcome = { kind: 'acknowledged' }

test('an acknowledged message leaves the outbox and the storage', async () => {
  const { load, stored } = device()
  const { outbox } = load(() => acknowledged)
  outbox.send(inRoom('one'))
  expect(outbox.list()).toHaveLength(1)
  await vi.runAllTimersAsync()
  expect(outbox.list()).toEqual([])
  expect(stored()).toBe(0)
})

test('messages of one room go one after the other, in the order in which they were written', async () => {
  const { load } = device()
  const first = Promise.withResolvers<SendOutcome>()
  const { outbox, texts } = load(({ text }) => (text === 'one' ? first.promise : acknowledged))
  for (const text of ['one', 'two', 'three']) outbox.send(inRoom(text))
  outbox.send(inRoom('elsewhere', 'other'))
  await vi.runAllTimersAsync()
  expect(texts()).toEqual(['one', 'elsewhere'])
  first.resolve(acknowledged)
  await vi.runAllTimersAsync()
  expect(texts()).toEqual(['one', 'elsewhere', 'two', 'three'])
})

test('what was not acknowledged survives a reload and is sent with the same client id', async () => {
  const { load } = device()
  const before = load(() => ({ kind: 'later' }))
  before.outbox.send(inRoom('one'))
  await vi.advanceTimersByTimeAsync(100)
  before.outbox.dispose()

  const after = load(() => acknowledged)
  await vi.runAllTimersAsync()
  expect(after.sent[0]?.clientId).toBe(before.sent[0]?.clientId)
  expect(after.outbox.list()).toEqual([])
})

test('a lost attempt is made again, and at once when the line is back', async () => {
  const { load } = device()
  let isUp = false
  const { outbox, connection, texts } = load(() => (isUp ? acknowledged : { kind: 'later', afterMs: 60_000 }))
  outbox.send(inRoom('one'))
  await vi.advanceTimersByTimeAsync(100)
  isUp = true
  connection.set({ state: 'online' })
  await vi.advanceTimersByTimeAsync(0)
  expect(texts()).toEqual(['one', 'one'])
  expect(outbox.list()).toEqual([])
})

test('a refused message stays with its reason, lets the next pass, and can be edited and retried', async () => {
  const { load } = device()
  const { outbox, texts } = load(({ text }) =>
    text === 'bad' ? { kind: 'refused', problem: 'Too long.' } : acknowledged,
  )
  const bad = outbox.send(inRoom('bad'))
  outbox.send(inRoom('good'))
  await vi.runAllTimersAsync()
  expect(outbox.list()).toMatchObject([{ text: 'bad', problem: 'Too long.' }])
  outbox.retry(bad.clientId, 'better')
  await vi.runAllTimersAsync()
  expect(texts()).toEqual(['bad', 'good', 'better'])
  expect(outbox.list()).toEqual([])
})

test('an event that shows the message before the answer takes it out, and the answer does no harm', async () => {
  const { load } = device()
  const answer = Promise.withResolvers<SendOutcome>()
  const { outbox } = load(() => answer.promise)
  const { clientId } = outbox.send(inRoom('one'))
  outbox.remove(clientId)
  expect(outbox.list()).toEqual([])
  answer.resolve({ kind: 'refused', problem: 'late' })
  await vi.runAllTimersAsync()
  expect(outbox.list()).toEqual([])
})

test('what one person left unsent is not shown to another on the same device', async () => {
  const { load } = device()
  const ana = load(() => ({ kind: 'later' }))
  ana.outbox.send(inRoom('secret'))
  ana.outbox.dispose()
  const ben = load(() => acknowledged)
  ben.outbox.open('ben')
  expect(ben.outbox.list()).toEqual([])
})
