import { expect, test } from 'vitest'
import { isInFence, triggerAt } from './completion.ts'
import { markdownShortcut } from './markdown-shortcuts.ts'

const at = (text: string) => triggerAt(text.replace('|', ''), text.indexOf('|'))

test('an @ at the beginning of a word completes people', () => {
  expect(at('hello @an|')).toEqual({ kind: 'mention', query: 'an', from: 6 })
  expect(at('@|')).toEqual({ kind: 'mention', query: '', from: 0 })
  expect(at('(@Ål|)')).toEqual({ kind: 'mention', query: 'Ål', from: 1 })
})

test('an address or a time completes nothing', () => {
  expect(at('mail ana@example|')).toBeNull()
  expect(at('at 12:30|')).toBeNull()
  expect(at('@ana done|')).toBeNull()
})

test('a colon and two letters complete emoji', () => {
  expect(at('nice :ta|')).toEqual({ kind: 'emoji', query: 'ta', from: 5 })
  expect(at('nice :t|')).toBeNull()
})

test('Enter begins a new line only in a code block that is open', () => {
  expect(isInFence('```ts\ncode', 10)).toBe(true)
  expect(isInFence('```ts\ncode\n```\n', 15)).toBe(false)
})

test('a shortcut marks the selection, and takes the marks away', () => {
  expect(markdownShortcut('b', 'a word here', [2, 6])).toEqual({ from: 2, to: 6, text: '**word**', select: [2, 6] })
  expect(markdownShortcut('b', 'a **word** here', [4, 8])).toEqual({ from: 2, to: 10, text: 'word', select: [0, 4] })
  expect(markdownShortcut('i', '', [0, 0])).toEqual({ from: 0, to: 0, text: '__', select: [1, 1] })
  expect(markdownShortcut('x', 'a', [0, 1])).toBeNull()
})
