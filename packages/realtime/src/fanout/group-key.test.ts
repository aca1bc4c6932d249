import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { cursorVariables, groupKey } from './group-key.ts'

const events = 'subscription ($room: ID!, $after: String) { events(room: $room, after: $after) { seq } }'

function key(source: string, options: Partial<Parameters<typeof groupKey>[0]> = {}) {
  return groupKey({ document: parse(source), viewerKey: 'class member', ...options })
}

test('the same text, variables and class are the same key, whatever the cursor and the order of variables', () => {
  const one = key(events, { variables: { room: '1', after: 'a', deep: { x: 1, y: [2] } } })
  const two = key(events, { variables: { after: 'b', deep: { y: [2], x: 1 }, room: '1' } })
  expect(two).toBe(one)
  expect(key(events, { variables: { room: '1', deep: { x: 1, y: [2] } } })).toBe(one)
})

test('anything else that differs is another key', () => {
  const keys = [
    key(events, { variables: { room: '1' } }),
    key(events, { variables: { room: '2' } }),
    key(events, { variables: { room: 1 } }),
    key(events, { variables: { room: '1', more: null } }),
    key(events, { variables: { room: '1' }, viewerKey: 'viewer anna' }),
    key(events, { variables: { room: '1' }, operationName: 'A' }),
    key(`${events} `, { variables: { room: '1' } }),
    key(events.replace('$after)', '"literal")'), { variables: { room: '1' } }),
  ]
  expect(new Set(keys).size).toBe(keys.length)
})

test.each([
  ['subscription ($x: String) { events(after: $x) { seq } }', ['x']],
  ['subscription ($x: String = "0") { a: events(after: $x) { seq } }', ['x']],
  ['subscription ($x: String) { events(before: $x) { seq } }', []],
  ['subscription ($x: String) { events(after: [$x]) { seq } }', []],
  // It says where to begin, and something else too.
  ['subscription ($x: String) { events(after: $x) { replies(after: $x) } }', []],
  ['subscription ($x: String) { events(after: $x) { seq @include(if: $x) } }', []],
  ['subscription ($x: String) { events(after: $x) { ...F } } fragment F on E { replies(after: $x) }', []],
  ['subscription ($x: String) { ...F } fragment F on Subscription { events(after: $x) { seq } }', []],
])('%s may ignore %j', (source, names) => {
  expect(cursorVariables(parse(source))).toEqual(names)
})
