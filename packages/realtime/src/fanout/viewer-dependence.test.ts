import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../test/chat-schema.ts'
import { dependsOnViewer } from './viewer-dependence.ts'

function depends(selection: string, { variables = {}, more = '' } = {}): boolean {
  const source = `subscription ($yes: Boolean = true, $no: Boolean = false, $x: Boolean) { events(stream: "s") { ${selection} } } ${more}`
  return dependsOnViewer({ schema, document: parse(source), variables })
}

test.each([
  'seq text author { name secret } __typename',
  'senders { __typename ... on Bot { version name } }',
  '... on Posted { later }',
  'author { isMe @skip(if: true) }',
  'author { isMe @include(if: $no) }',
  'author @skip(if: $yes) { isMe }',
  'me: text',
])('%s looks the same to everybody', (selection) => {
  expect(depends(selection)).toBe(false)
})

test.each([
  'author { isMe }',
  'author { other: isMe }',
  'author { isMe @include(if: $yes) }',
  'author { isMe @include(if: $x) }',
  'author { isMe @skip(if: $x) }',
  '... @include(if: $yes) { author { isMe } }',
  'senders { ... on Bot { isMe } }',
  // Marked by one of the types behind the interface.
  'later',
  '... on Event { later }',
  // Marked as a type.
  '... on Posted { draft { text } }',
])('%s depends on the viewer', (selection) => {
  expect(depends(selection)).toBe(true)
})

test('fragments are looked through, each once', () => {
  const more = 'fragment A on Event { ...B text } fragment B on Event { author { ...C } } fragment C on Author { isMe }'
  expect(depends('...A', { more })).toBe(true)
  expect(depends('...A', { more: more.replace('isMe', 'name') })).toBe(false)
  expect(depends('...Unknown')).toBe(true)
})

test('variables decide, and the answer is remembered for each', () => {
  const document = parse(
    'subscription ($x: Boolean = true) { events(stream: "s") { author { isMe @include(if: $x) } } }',
  )
  for (let round = 0; round < 2; round++) {
    expect(dependsOnViewer({ schema, document, variables: { x: false } })).toBe(false)
    expect(dependsOnViewer({ schema, document, variables: { x: true } })).toBe(true)
    expect(dependsOnViewer({ schema, document })).toBe(true)
    expect(dependsOnViewer({ schema, document, variables: { x: null } })).toBe(true)
  }
})

test('of several operations the named one is looked at; what is not there counts as dependent', () => {
  const document = parse(
    'subscription A { events(stream: "s") { seq } } subscription B { events(stream: "s") { later } }',
  )
  expect(dependsOnViewer({ schema, document, operationName: 'A' })).toBe(false)
  expect(dependsOnViewer({ schema, document, operationName: 'B' })).toBe(true)
  expect(dependsOnViewer({ schema, document, operationName: 'C' })).toBe(true)
  expect(dependsOnViewer({ schema, document })).toBe(true)
})
