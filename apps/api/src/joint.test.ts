import type { Database } from '@parley/db'
import { expect, test } from 'vitest'
import { jointly } from './joint.ts'

const database = {} as Database

/** A read whose statements are answered by hand. */
function setUp(limits: Parameters<typeof jointly>[1] = {}) {
  const statements: { keys: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = []
  const read = jointly<number, string>(
    (_db, keys) =>
      new Promise((resolve, reject) => {
        statements.push({
          keys,
          answer: () => resolve(keys.map((key) => (key < 0 ? null : `row ${key}`))),
          fail: reject,
        })
      }),
    limits,
  )
  const ask = (...keys: number[]) => read(database, keys)
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  return { statements, ask, turn, asked: () => statements.map(({ keys }) => keys) }
}

test('what is asked in one turn goes out as one statement, each key once', async () => {
  const { statements, ask, turn, asked } = setUp()
  const answers = [ask(1, 2), ask(2), ask(-3)]
  await turn()
  expect(asked()).toEqual([[1, 2, -3]])
  statements[0]?.answer()
  expect(await Promise.all(answers)).toEqual([['row 1', 'row 2'], ['row 2'], [null]])
})

test('what is asked while a statement is under way waits and goes out together, and is read anew', async () => {
  const { statements, ask, turn, asked } = setUp()
  void ask(1)
  await turn()
  const later = [ask(1), ask(2), ask(3)]
  await turn()
  expect(asked()).toEqual([[1]])
  statements[0]?.answer()
  await turn()
  await turn()
  expect(asked()).toEqual([[1], [1, 2, 3]])
  statements[1]?.answer()
  expect(await Promise.all(later)).toEqual([['row 1'], ['row 2'], ['row 3']])
})

test('a statement names so many keys at most', async () => {
  const { ask, turn, asked } = setUp({ maxKeys: 2 })
  void ask(1, 2, 3, 4, 5)
  await turn()
  expect(asked()).toEqual([[1, 2], [3, 4], [5]])
})

test('a statement that fails fails those who asked, and nobody after them', async () => {
  const { statements, ask, turn } = setUp()
  const [first, second] = [ask(1), ask(2)]
  await turn()
  statements[0]?.fail(new Error('gone'))
  await expect(first).rejects.toThrow('gone')
  await expect(second).rejects.toThrow('gone')
  const third = ask(1)
  await turn()
  statements[1]?.answer()
  expect(await third).toEqual(['row 1'])
})

test('a statement that takes long holds nobody up, nor do two', async () => {
  const { statements, ask, turn } = setUp({ lateMs: 5 })
  void ask(1)
  await turn()
  const others = [2, 3].map(async (key) => {
    const answer = ask(key)
    await expect.poll(() => statements.at(-1)?.keys).toContain(key)
    return answer
  })
  await expect.poll(() => statements.length).toBeGreaterThan(1)
  for (const statement of statements.slice(1)) statement.answer()
  await expect.poll(() => new Set(statements.flatMap(({ keys }) => keys))).toEqual(new Set([1, 2, 3]))
  for (const statement of statements.slice(1)) statement.answer()
  expect(await Promise.all(others)).toEqual([['row 2'], ['row 3']])
})

test('many go on with their answers in several turns, so that others are heard in between', async () => {
  const { statements, ask, turn } = setUp()
  let answered = 0
  const answers = Array.from({ length: 1000 }, (_, key) => ask(key).then(() => answered++))
  await turn()
  statements[0]?.answer()
  await turn()
  expect(answered).toBeGreaterThan(0)
  expect(answered).toBeLessThan(1000)
  await Promise.all(answers)
  expect(answered).toBe(1000)
})
